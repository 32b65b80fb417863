import { useState } from "preact/hooks";
import { call } from "../core/api";
import { refresh } from "../core/live";
import { useProject } from "../core/session";
import { Ask } from "../parts/ask";
import { TextField } from "../parts/controls";
import { given } from "../parts/fields";
import { toast } from "../parts/toasts";

/**
 * Asks for another name.
 *
 * @param what the member that a request names the thing by
 * @param path of the list below the project's
 * @param list the word of the stream of events for it, if that is not the path
 */
export function Rename(props: {
  what: string;
  path: string;
  list?: string;
  of: { readonly id: string; readonly name: string };
  onClose: () => void;
}) {
  const { what, path, of } = props;
  const project = useProject();
  const [name, setName] = useState(of.name);
  const sends = async () => {
    await call("PUT", `/v5/${project}/${path}/${of.id}`, { [what]: { name: given(name) ?? "" } });
    refresh(props.list ?? path);
    toast(`${of.name} is called ${name} now`);
  };
  return (
    <Ask
      title={`Rename ${of.name}`}
      yes="Rename"
      what="Not renamed."
      fields={[{ key: "new-name", label: "Name", fills: [`${what}.name`] }]}
      sends={sends}
      onClose={props.onClose}
    >
      {(form) => (
        <TextField
          form={form}
          of="new-name"
          value={name}
          change={setName}
          hint="1 to 64 letters, digits, underscores, hyphens and periods"
        />
      )}
    </Ask>
  );
}
