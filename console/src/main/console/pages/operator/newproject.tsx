import { useState } from "preact/hooks";
import { call } from "../../core/api";
import { refresh } from "../../core/live";
import { TextField } from "../../parts/controls";
import { Copied } from "../../parts/copy";
import { Facts } from "../../parts/facts";
import type { FieldOf } from "../../parts/fields";
import { given } from "../../parts/fields";
import { Summary, useForm } from "../../parts/form";
import { Head } from "../../parts/head";
import type { TenantCredentials } from "./types";

const CRUMBS = [{ title: "Projects", to: "/console/operator/projects" }];
const FIELDS: readonly FieldOf[] = [{ key: "name", label: "Name", fills: ["name"] }];

/** Makes a project with its domain and user, and shows what they are given: this once. */
export function NewProject() {
  const [name, setName] = useState("");
  const [made, setMade] = useState<TenantCredentials>();
  const form = useForm(FIELDS, async () => {
    setMade(await call<TenantCredentials>("POST", "/admin/v1/projects", { name: given(name) }));
    refresh("projects");
  });
  const submit = (e: Event) => {
    e.preventDefault();
    void form.send();
  };
  if (made) return <Made of={made} />;
  return (
    <>
      <Head title="Create a project" crumbs={CRUMBS} />
      <Summary form={form} what="The project was not created." />
      <form class="card" noValidate onSubmit={submit}>
        <TextField form={form} of="name" value={name} change={setName} hint="Its domain and its user have it too" />
        <div class="actions">
          <a class="button" href={CRUMBS[0]!.to}>
            Cancel
          </a>
          <button type="submit" class="primary" disabled={form.busy}>
            {form.busy ? "Creating…" : "Create project"}
          </button>
        </div>
      </form>
    </>
  );
}

function Made({ of: made }: { of: TenantCredentials }) {
  const copied = (text: string, label: string) => [label, <Copied text={text} label={label.toLowerCase()} />] as const;
  return (
    <>
      <Head title={`Project of ${made.domain}`} crumbs={CRUMBS} />
      <section class="card">
        <h2>Credentials</h2>
        <p>Hand these over now: the password and the secret key are shown this once.</p>
        <Facts
          of={[
            copied(made.domain, "Domain"),
            copied(made.user, "User"),
            copied(made.password, "Password"),
            copied(made.access_key, "Access key"),
            copied(made.secret_key, "Secret key"),
            copied(made.project_id, "Project"),
            copied(made.endpoint, "Endpoint"),
            copied(made.region, "Region"),
          ]}
        />
      </section>
    </>
  );
}
