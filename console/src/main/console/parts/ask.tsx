import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Typed } from "./confirm";
import { Dialog } from "./dialog";
import type { FieldOf } from "./fields";
import type { FormState } from "./form";
import { Summary, useForm } from "./form";

/**
 * A short form in a dialog, which stays until the service accepts what was typed.
 *
 * @param what is said when it is refused, such as "The subnet was not created."
 * @param typed a name that has to be typed first, where sessions end
 * @param sends does it; `false` if the form stays, as more is to be asked for
 */
export function Ask(props: {
  title: string;
  yes: string;
  what: string;
  typed?: string | undefined;
  fields: readonly FieldOf[];
  sends: () => Promise<boolean | void>;
  onClose: () => void;
  children: (form: FormState) => ComponentChildren;
}) {
  const form = useForm(props.fields, props.sends);
  const [text, setText] = useState("");
  const { typed } = props;
  const may = typed === undefined || text === typed;
  const submit = async (e: Event) => {
    e.preventDefault();
    if (may && (await form.send())) props.onClose();
  };
  return (
    <Dialog title={props.title} onClose={props.onClose}>
      <form noValidate onSubmit={(e) => void submit(e)}>
        <Summary form={form} what={props.what} />
        {props.children(form)}
        {typed !== undefined && <Typed name={typed} text={text} change={setText} />}
        <div class="actions">
          <button type="button" onClick={props.onClose}>
            Cancel
          </button>
          <button type="submit" class="primary" disabled={!may} aria-disabled={form.busy}>
            {form.busy ? "Working…" : props.yes}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
