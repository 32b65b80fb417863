import { useEffect, useState } from "preact/hooks";
import { call } from "../../core/api";
import { refresh } from "../../core/live";
import { go } from "../../core/router";
import { useProject } from "../../core/session";
import type { Connection } from "../../core/types";
import { ChoiceField, TextField } from "../../parts/controls";
import { focusSoon, Summary, useForm } from "../../parts/form";
import { Head } from "../../parts/head";
import { Loaded } from "../../parts/loaded";
import { toast } from "../../parts/toasts";
import { useCustomerGateways } from "../data";
import { changed, draftOf, FIELDS } from "./draft";
import { KeyInput, NetworkInputs, PolicyInputs } from "./inputs";
import { LIST, useConnection } from "./page";

/** The form that changes a connection. `?field=` says which field is focused first. */
export function EditConnection({ params }: { params: Readonly<Record<string, string>> }) {
  const live = useConnection(params["id"]!);
  const known = live.value?.vpn_connection;
  const page = `${LIST}/${params["id"]}`;
  const crumbs = [
    { title: "Connections", to: LIST },
    { title: known?.name ?? "Connection", to: page },
  ];
  return (
    <>
      <Head title={known ? `Change ${known.name}` : "Change connection"} crumbs={crumbs} />
      <Loaded of={live} what="the connection">
        {({ vpn_connection }) => <EditForm of={vpn_connection} page={page} />}
      </Loaded>
    </>
  );
}

function EditForm({ of, page }: { of: Connection; page: string }) {
  const project = useProject();
  const sites = useCustomerGateways().value?.customer_gateways ?? [];
  // What somebody types is not replaced by what others change meanwhile.
  const [before] = useState(() => draftOf(of));
  const [draft, setDraft] = useState(before);
  useEffect(() => {
    const field = new URLSearchParams(location.search).get("field");
    if (field) focusSoon(field);
  }, []);
  const form = useForm(FIELDS, async () => {
    const change = changed(before, draft);
    if (Object.keys(change).length > 0) {
      await call("PUT", `/v5/${project}/vpn-connection/${of.id}`, { vpn_connection: change });
      refresh("vpn-connections");
      toast(`Connection ${draft.name} is being changed`);
    }
    go(page);
  });
  const change = (to: Partial<typeof draft>) => setDraft((old) => ({ ...old, ...to }));
  const inputs = { form, draft, change, exists: true };
  const submit = (e: Event) => {
    e.preventDefault();
    void form.send();
  };
  return (
    <>
      <Summary form={form} what="The connection was not changed." />
      <form class="card" noValidate onSubmit={submit}>
        <h2>Ends</h2>
        <TextField form={form} of="name" value={draft.name} change={(name) => change({ name })} />
        <ChoiceField
          form={form}
          of="site"
          value={draft.site}
          change={(site) => change({ site })}
          options={sites.map((site) => [site.id, `${site.name} · ${site.id_value}`])}
        />
        <h2>Key</h2>
        <KeyInput {...inputs} />
        <h2>Networks</h2>
        <NetworkInputs {...inputs} />
        <h2>Policies</h2>
        <PolicyInputs {...inputs} />
        <div class="actions">
          <a class="button" href={page}>
            Cancel
          </a>
          <button type="submit" class="primary" disabled={form.busy}>
            {form.busy ? "Changing…" : "Change connection"}
          </button>
        </div>
      </form>
    </>
  );
}
