import { useState } from "preact/hooks";
import { call } from "../../core/api";
import { useSurroundings } from "../../core/session";
import { Copied } from "../../parts/copy";
import { PasswordField } from "../../parts/controls";
import { Facts } from "../../parts/facts";
import type { FieldOf } from "../../parts/fields";
import { Summary, useForm } from "../../parts/form";
import { Head } from "../../parts/head";
import type { Column } from "../../parts/table";
import { Table } from "../../parts/table";
import type { Project } from "../../core/session";

/** Who is logged in: the own password, and the projects. */
export function Account() {
  const { session } = useSurroundings();
  return (
    <>
      <Head title="Account" />
      <section class="card">
        <h2>User</h2>
        <Facts
          of={[
            ["Name", session.user.name],
            ["Domain", session.user.domain.name],
            ["ID", <Copied text={session.user.id} label="id of the user" />],
            ["ID of the domain", <Copied text={session.user.domain.id} label="id of the domain" />],
          ]}
        />
      </section>
      <Password />
      <section class="part">
        <h2>Projects</h2>
        <p class="quiet">The operator makes projects, each with a user of its own.</p>
        <Table
          name="Projects"
          rows={session.projects}
          id={(project) => project.id}
          columns={COLUMNS}
          words={(project) => [project.name, project.id]}
        />
      </section>
    </>
  );
}

const COLUMNS: readonly Column<Project>[] = [
  { key: "name", title: "Name", cell: (project) => project.name, by: (project) => project.name },
  { key: "id", title: "ID", cell: (project) => <Copied text={project.id} label={`id of ${project.name}`} /> },
];

const FIELDS: readonly FieldOf[] = [
  { key: "before", label: "Password until now", fills: ["user.original_password"] },
  { key: "after", label: "New password", fills: ["user.password"] },
];

/** Whoever changes it is logged out everywhere, here too. */
function Password() {
  const { session, end } = useSurroundings();
  const { user } = session;
  const [before, setBefore] = useState("");
  const [after, setAfter] = useState("");
  const form = useForm(FIELDS, async () => {
    const body = { user: { original_password: before || undefined, password: after || undefined } };
    await call("POST", `/v3/users/${user.id}/password`, body);
    setBefore("");
    setAfter("");
    end("The password was changed. Log in with the new password.");
  });
  const submit = (e: Event) => {
    e.preventDefault();
    void form.send();
  };
  return (
    <section class="card">
      <h2>Password</h2>
      <p class="quiet">A new one logs you out everywhere and ends your tokens. Access keys stay as they are.</p>
      <Summary form={form} what="The password was not changed." />
      <form noValidate onSubmit={submit}>
        <input hidden readOnly autocomplete="username" value={user.name} />
        <PasswordField form={form} of="before" value={before} change={setBefore} own />
        <PasswordField form={form} of="after" value={after} change={setAfter} />
        <button type="submit" disabled={form.busy}>
          Change password
        </button>
      </form>
    </section>
  );
}
