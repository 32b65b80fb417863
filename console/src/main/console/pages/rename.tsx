import { useState } from "preact/hooks";
import { call } from "../core/api";
import { useProject } from "../core/session";
import { TextField } from "../parts/controls";
import { Dialog } from "../parts/dialog";
import type { FieldOf } from "../parts/fields";
import { given } from "../parts/fields";
import { Summary, useForm } from "../parts/form";
import { toast } from "../parts/toasts";

/**
 * Asks for another name.
 *
 * @param what the member that a request names the thing by
 * @param path of the list below the project's
 */
export function Rename(props: {
  what: string;
  path: string;
  of: { readonly id: string; readonly name: string };
  onClose: () => void;
}) {
  const { what, of } = props;
  const project = useProject();
  const [name, setName] = useState(of.name);
  const fields: readonly FieldOf[] = [{ key: "new-name", label: "Name", fills: [`${what}.name`] }];
  const form = useForm(fields, async () => {
    await call("PUT", `/v5/${project}/${props.path}/${of.id}`, { [what]: { name: given(name) } });
    toast(`${of.name} is called ${name} now`);
    props.onClose();
  });
  const submit = (e: Event) => {
    e.preventDefault();
    void form.send();
  };
  return (
    <Dialog title={`Rename ${of.name}`} onClose={props.onClose}>
      <form onSubmit={submit} noValidate>
        <Summary form={form} what="Not renamed." />
        <TextField
          form={form}
          of="new-name"
          value={name}
          change={setName}
          hint="1 to 64 letters, digits, underscores, hyphens and periods"
        />
        <div class="actions">
          <button type="button" onClick={props.onClose}>
            Cancel
          </button>
          <button type="submit" class="primary" disabled={form.busy}>
            Rename
          </button>
        </div>
      </form>
    </Dialog>
  );
}
