import { useState } from "preact/hooks";
import { ApiError, call } from "../core/api";
import { refresh } from "../core/live";
import { useProject } from "../core/session";
import type { Tag } from "../core/types";
import { Problem } from "../parts/problem";
import { toast } from "../parts/toasts";

/**
 * The tags of a thing, which can be added and taken away.
 *
 * @param type the word of its type in the paths of tags, such as `vpn-gateway`
 * @param list the list that shows it, as the stream of events names it
 */
export function Tags(props: { of: readonly Tag[]; type: string; id: string; list: string }) {
  const project = useProject();
  const [key, setKey] = useState("");
  const [value, setValue] = useState("");
  const [error, setError] = useState<ApiError>();
  const change = async (what: "create" | "delete", tag: Tag) => {
    setError(undefined);
    try {
      await call("POST", `/v5/${project}/${props.type}/${props.id}/tags/${what}`, { tags: [tag] });
      refresh(props.list, "tags");
      toast(what === "create" ? `Tag ${tag.key} is set` : `Tag ${tag.key} is gone`);
      return true;
    } catch (e) {
      if (!(e instanceof ApiError)) throw e;
      setError(e);
      return false;
    }
  };
  const add = async (e: Event) => {
    e.preventDefault();
    if (await change("create", { key, value })) {
      setKey("");
      setValue("");
    }
  };
  return (
    <section class="card">
      <h2>Tags</h2>
      {error && <Problem error={error} what="Not changed." />}
      {props.of.length === 0 ? <p class="quiet">No tags.</p> : <TagList of={props.of} remove={change} />}
      <form class="row" onSubmit={(e) => void add(e)}>
        <label>
          Key <input value={key} onInput={(e) => setKey(e.currentTarget.value)} autocomplete="off" />
        </label>
        <label>
          Value <input value={value} onInput={(e) => setValue(e.currentTarget.value)} autocomplete="off" />
        </label>
        <button type="submit">Set tag</button>
      </form>
    </section>
  );
}

function TagList(props: { of: readonly Tag[]; remove: (what: "delete", tag: Tag) => Promise<boolean> }) {
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
            onClick={() => void props.remove("delete", tag)}
          >
            ×
          </button>
        </li>
      ))}
    </ul>
  );
}
