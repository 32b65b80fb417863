import { useState } from "preact/hooks";
import { call } from "../core/api";
import { refresh } from "../core/live";
import { useProject } from "../core/session";
import type { Tag } from "../core/types";
import { Confirm } from "../parts/confirm";
import { TextField } from "../parts/controls";
import type { FieldOf } from "../parts/fields";
import { Summary, useForm } from "../parts/form";
import { toast } from "../parts/toasts";

export const TAG_FIELDS: readonly FieldOf[] = [
  { key: "tag-key", label: "Key", fills: ["tags", "tags[0]"] },
  { key: "tag-value", label: "Value", fills: ["tags[0].value"] },
];

/**
 * The tags of a thing, which can be added and taken away.
 *
 * @param type the word of its type in the paths of tags, such as `vpn-gateway`
 * @param list the list that shows it, as the stream of events names it
 */
export function Tags(props: { of: readonly Tag[]; type: string; id: string; list: string }) {
  const path = `/v5/${useProject()}/${props.type}/${props.id}/tags`;
  const [leaving, setLeaving] = useState<Tag>();
  const change = async (what: "create" | "delete", tag: Tag) => {
    await call("POST", `${path}/${what}`, { tags: [tag] });
    refresh(props.list, "tags");
    toast(what === "create" ? `Tag ${tag.key} is set` : `Tag ${tag.key} is gone`);
  };
  return (
    <section class="card">
      <h2>Tags</h2>
      {props.of.length === 0 ? <p class="quiet">No tags.</p> : <TagList of={props.of} remove={setLeaving} />}
      <NewTag set={(tag) => change("create", tag)} />
      {leaving && (
        <Confirm
          title={`Take tag ${leaving.key} away?`}
          yes="Take away"
          act={() => change("delete", leaving)}
          onClose={() => setLeaving(undefined)}
        >
          <p>Whoever looks for things by it no longer finds this one.</p>
        </Confirm>
      )}
    </section>
  );
}

function NewTag({ set }: { set: (tag: Tag) => Promise<void> }) {
  const [key, setKey] = useState("");
  const [value, setValue] = useState("");
  const form = useForm(TAG_FIELDS, () => set({ key, value }));
  const submit = async (e: Event) => {
    e.preventDefault();
    if (form.busy || !(await form.send())) return;
    setKey("");
    setValue("");
  };
  return (
    <form noValidate onSubmit={(e) => void submit(e)}>
      <Summary form={form} what="The tag was not set." />
      <div class="row">
        <TextField form={form} of="tag-key" value={key} change={setKey} />
        <TextField form={form} of="tag-value" value={value} change={setValue} />
        <button type="submit" disabled={form.busy}>
          {form.busy ? "Working…" : "Set tag"}
        </button>
      </div>
    </form>
  );
}

function TagList(props: { of: readonly Tag[]; remove: (tag: Tag) => void }) {
  return (
    <ul class="tags">
      {props.of.map((tag) => (
        <li key={tag.key}>
          <span>
            {tag.key}
            {tag.value && `=${tag.value}`}
          </span>
          <button
            type="button"
            class="quietly"
            aria-label={`Take tag ${tag.key} away`}
            onClick={() => props.remove(tag)}
          >
            ×
          </button>
        </li>
      ))}
    </ul>
  );
}
