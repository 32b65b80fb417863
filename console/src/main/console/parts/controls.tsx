import type { ComponentChildren } from "preact";
import type { FormState } from "./form";
import { Field } from "./form";

interface Common {
  readonly form: FormState;
  readonly of: string;
  readonly value: string;
  readonly hint?: string | undefined;
  readonly change: (value: string) => void;
}

/** A line of text. A secret is covered, but is none that browsers should keep, as they do with passwords. */
export function TextField(props: Common & { secret?: boolean; numeric?: boolean; placeholder?: string }) {
  return (
    <Field form={props.form} of={props.of} hint={props.hint}>
      {(aria) => (
        <input
          {...aria}
          type="text"
          class={props.secret ? "secret" : undefined}
          inputMode={props.numeric ? "numeric" : undefined}
          value={props.value}
          placeholder={props.placeholder}
          autocomplete="off"
          spellcheck={false}
          onInput={(e) => props.change(e.currentTarget.value)}
        />
      )}
    </Field>
  );
}

/** A password that somebody logs in with: covered, and none that the browser fills in unless it is the user's own. */
export function PasswordField(props: Common & { own?: boolean }) {
  return (
    <Field form={props.form} of={props.of} hint={props.hint}>
      {(aria) => (
        <input
          {...aria}
          type="password"
          value={props.value}
          autocomplete={props.own ? "current-password" : "new-password"}
          onInput={(e) => props.change(e.currentTarget.value)}
        />
      )}
    </Field>
  );
}

/** Several values, a line each. */
export function ListField(props: Common & { rows?: number; placeholder?: string }) {
  return (
    <Field form={props.form} of={props.of} hint={props.hint}>
      {(aria) => (
        <textarea
          {...aria}
          rows={props.rows ?? 2}
          value={props.value}
          placeholder={props.placeholder}
          spellcheck={false}
          onInput={(e) => props.change(e.currentTarget.value)}
        />
      )}
    </Field>
  );
}

export type Option = readonly [value: string, title: string];

/** One of several; the first entry stands for none where `none` says what that means. */
export function ChoiceField(props: Common & { options: readonly Option[]; none?: string | undefined }) {
  return (
    <Field form={props.form} of={props.of} hint={props.hint}>
      {(aria) => (
        <select {...aria} value={props.value} onChange={(e) => props.change(e.currentTarget.value)}>
          {props.none !== undefined && <option value="">{props.none}</option>}
          {props.options.map(([value, title]) => (
            <option key={value} value={value}>
              {title}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** Yes or no. */
export function Check(props: { id: string; on: boolean; change: (on: boolean) => void; children: ComponentChildren }) {
  return (
    <label class="check" for={props.id}>
      <input
        id={props.id}
        type="checkbox"
        checked={props.on}
        onChange={(e) => props.change(e.currentTarget.checked)}
      />
      <span>{props.children}</span>
    </label>
  );
}
