import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Ask } from "./ask";
import type { Option } from "./controls";
import { ChoiceField, ListField, PasswordField, TextField } from "./controls";
import type { FieldOf } from "./fields";
import type { FormState } from "./form";

/** What was typed, by the keys of the fields. */
export type Draft<K extends string = string> = Readonly<Record<K, string>>;

/** A field with the control by which it is filled in. */
export interface Input<K extends string = string> extends FieldOf {
  readonly key: K;
  readonly as?: "text" | "number" | "password" | "list" | "choice";
  readonly hint?: string | undefined;
  readonly placeholder?: string;
  /** Of a list. */
  readonly rows?: number;
  /** Of a choice. */
  readonly options?: readonly Option[];
  /** What it means that nothing is chosen; without it something always is. */
  readonly none?: string | undefined;
}

/** The controls of a form, one below the other. */
export function Inputs<K extends string>(props: {
  form: FormState;
  of: readonly Input<K>[];
  draft: Draft<K>;
  change: (to: Partial<Draft<K>>) => void;
}) {
  return (
    <>
      {props.of.map((input) => (
        <Control
          key={input.key}
          input={input}
          form={props.form}
          value={props.draft[input.key]}
          change={(value) => props.change({ [input.key]: value } as Partial<Draft<K>>)}
        />
      ))}
    </>
  );
}

function Control(props: { input: Input; form: FormState; value: string; change: (value: string) => void }) {
  const { input } = props;
  const { hint, placeholder = "" } = input;
  const common = { form: props.form, of: input.key, value: props.value, change: props.change, hint };
  switch (input.as) {
    case "password":
      return <PasswordField {...common} />;
    case "list":
      return <ListField {...common} placeholder={placeholder} rows={input.rows ?? 2} />;
    case "choice":
      return <ChoiceField {...common} options={input.options ?? []} none={input.none} />;
    default:
      return <TextField {...common} placeholder={placeholder} numeric={input.as === "number"} />;
  }
}

/**
 * A short form in a dialog, from a list of its fields.
 *
 * @param start what it begins with
 * @param inputs the fields, which may depend on what was typed
 * @param what is said when it is refused
 * @param typed a name that has to be typed first, where sessions end
 * @param sends does it
 */
export function AskFor<K extends string>(props: {
  title: string;
  yes: string;
  what: string;
  typed?: string | undefined;
  start: Draft<K>;
  inputs: (draft: Draft<K>) => readonly Input<K>[];
  sends: (draft: Draft<K>) => Promise<void>;
  onClose: () => void;
  children?: ComponentChildren;
}) {
  const [draft, setDraft] = useState(props.start);
  const inputs = props.inputs(draft);
  return (
    <Ask
      title={props.title}
      yes={props.yes}
      what={props.what}
      typed={props.typed}
      fields={inputs}
      sends={() => props.sends(draft)}
      onClose={props.onClose}
    >
      {(form) => (
        <>
          {props.children}
          <Inputs form={form} of={inputs} draft={draft} change={(to) => setDraft((old) => ({ ...old, ...to }))} />
        </>
      )}
    </Ask>
  );
}
