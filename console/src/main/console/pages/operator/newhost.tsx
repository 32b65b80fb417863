import { useState } from "preact/hooks";
import { call } from "../../core/api";
import { refresh } from "../../core/live";
import { go } from "../../core/router";
import { ListField, TextField } from "../../parts/controls";
import type { FieldOf } from "../../parts/fields";
import { entries, given } from "../../parts/fields";
import { Summary, useForm } from "../../parts/form";
import { Head } from "../../parts/head";
import { toast } from "../../parts/toasts";

const LIST = "/console/operator";
const FIELDS: readonly FieldOf[] = [
  { key: "name", label: "Name", fills: ["name"] },
  { key: "zones", label: "Availability zones", fills: ["zones"] },
];

export function NewHost() {
  const [name, setName] = useState("");
  const [zones, setZones] = useState("");
  const form = useForm(FIELDS, async () => {
    const named = entries(zones);
    const body = { name: given(name), zones: named.length === 0 ? undefined : named };
    const { host } = await call<{ host: { name: string } }>("POST", "/admin/v1/hosts", body);
    refresh("hosts");
    toast(`Host ${host.name} is added: enrol its agent`);
    go(LIST);
  });
  const submit = (e: Event) => {
    e.preventDefault();
    void form.send();
  };
  return (
    <>
      <Head title="Add a host" crumbs={[{ title: "Hosts", to: LIST }]} />
      <Summary form={form} what="The host was not added." />
      <form class="card" noValidate onSubmit={submit}>
        <TextField
          form={form}
          of="name"
          value={name}
          change={setName}
          hint="1 to 63 lower-case letters, digits and hyphens"
        />
        <ListField form={form} of="zones" value={zones} change={setZones} hint="One in a line; all if none is named" />
        <div class="actions">
          <a class="button" href={LIST}>
            Cancel
          </a>
          <button type="submit" class="primary" disabled={form.busy}>
            {form.busy ? "Adding…" : "Add host"}
          </button>
        </div>
      </form>
    </>
  );
}
