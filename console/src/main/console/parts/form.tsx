import type { ComponentChildren } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { ApiError } from "../core/api";
import type { FieldOf, Placed } from "./fields";
import { firstStep, missing, place, saidAt } from "./fields";
import { Mark } from "./mark";
import { lookAgain, outcome } from "./outcome";
import { Problem, Reference } from "./problem";

/** A form that is filled in, sent, and perhaps refused, which loses nothing that was typed. */
export interface FormState {
  readonly fields: readonly FieldOf[];
  /** What is wrong, at the fields that it is about. */
  readonly placed: readonly Placed[];
  /** What of it the service has refused. */
  readonly refused: readonly Placed[];
  readonly error: ApiError | undefined;
  readonly busy: boolean;
  /** Sends it; the answer is whether that is all that was to be done. */
  readonly send: () => Promise<boolean>;
}

/**
 * @param sends does it; `false` if more is to be asked for
 * @param toStep is told the first step in which something was refused
 * @param lost the keys of fields that were filled in before the page was loaded anew, and were not kept
 */
export function useForm(
  fields: readonly FieldOf[],
  sends: () => Promise<boolean | void>,
  toStep?: (step: number) => void,
  lost: readonly string[] = [],
): FormState {
  const [error, setError] = useState<ApiError>();
  const [busy, setBusy] = useState(false);
  const refused = useMemo(() => place(error?.violations ?? [], fields), [error, fields]);
  const placed = [...missing(lost, fields), ...refused];
  const send = async () => {
    if (busy) return false;
    setBusy(true);
    setError(undefined);
    try {
      return (await sends()) !== false;
    } catch (e) {
      if (!(e instanceof ApiError)) throw e;
      const step = firstStep(place(e.violations, fields));
      if (step !== undefined) toStep?.(step);
      setError(e);
      lookAgain(e);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { fields, placed, refused, error, busy, send };
}

/** What ties a control to its label, its hint and what is wrong with it. */
export interface Aria {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": boolean;
}

/** A control with its label, from the list of the form's fields. */
export function Field(props: {
  form: FormState;
  of: string;
  hint?: string | undefined;
  children: (aria: Aria) => ComponentChildren;
}) {
  const { form, of: key, hint } = props;
  const label = form.fields.find((field) => field.key === key)?.label ?? key;
  const said = saidAt(form.placed, key);
  const described = [hint && `${key}-hint`, said.length > 0 && `${key}-error`].filter(Boolean).join(" ");
  return (
    <div class={said.length > 0 ? "field wrong" : "field"}>
      <label for={key}>{label}</label>
      {hint && (
        <p class="hint" id={`${key}-hint`}>
          {hint}
        </p>
      )}
      {props.children({ id: key, "aria-describedby": described || undefined, "aria-invalid": said.length > 0 })}
      {said.length > 0 && (
        <ul class="error" id={`${key}-error`}>
          {said.map((text) => (
            <li key={text}>
              <Mark tone="bad" />
              {text}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/**
 * What was refused, as a list whose lines lead to the fields. It takes the focus when it comes.
 *
 * @param what is not done, such as "The gateway was not created."
 * @param toStep opens the step of a field before it is focused
 */
export function Summary(props: { form: FormState; what: string; toStep?: ((step: number) => void) | undefined }) {
  const { error, refused } = props.form;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (error) box.current?.focus();
  }, [error]);
  if (!error) return null;
  const lead = (one: Placed) => (e: Event) => {
    e.preventDefault();
    if (one.field?.step !== undefined) props.toStep?.(one.field.step);
    focusSoon(one.field!.key);
  };
  return (
    <div class="summary" ref={box} tabIndex={-1} role="alert">
      {refused.length === 0 ? (
        <Problem error={error} what={outcome(error, props.what)} />
      ) : (
        <>
          <h2>
            {props.what} {once(refused).length === 1 ? "One value is not right:" : "Several values are not right:"}
          </h2>
          <ul>
            {once(refused).map((one) => (
              <li key={one.violation.path + one.violation.message}>
                {one.field ? (
                  <a href={`#${one.field.key}`} onClick={lead(one)}>
                    {one.field.label}
                    {one.number !== undefined && ` (number ${one.number})`}
                  </a>
                ) : (
                  <code>{one.violation.path}</code>
                )}{" "}
                {one.violation.message}
              </li>
            ))}
          </ul>
          <Reference error={error} />
        </>
      )}
    </div>
  );
}

/** What is said twice of one field is said once. */
function once(placed: readonly Placed[]): readonly Placed[] {
  const lines = new Map(
    placed.map((one) => [`${one.field?.key ?? one.violation.path} ${one.number} ${one.violation.message}`, one]),
  );
  return [...lines.values()];
}

/** Focuses a control that may only be there after the next rendering, opening what hides it. */
export function focusSoon(id: string): void {
  setTimeout(() => {
    const control = document.getElementById(id);
    for (let outer = control?.closest("details"); outer; outer = outer.parentElement?.closest("details")) {
      outer.open = true;
    }
    control?.focus();
  });
}
