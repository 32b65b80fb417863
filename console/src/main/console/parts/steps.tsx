import { useEffect, useRef } from "preact/hooks";
import { go } from "../core/router";
import type { Placed } from "./fields";
import { Mark } from "./mark";
import { useQuery } from "./query";

/** Where a wizard is: each step has an address, so that going back goes back one step. */
export interface Step {
  /** From 0. */
  readonly now: number;
  readonly to: (step: number) => void;
  readonly address: (step: number) => string;
}

/** @param base the address of the first step */
export function useStep(base: string, count: number): Step {
  const [text] = useQuery("step");
  const now = Math.max(0, Math.min(count - 1, (Number(text) || 1) - 1));
  const address = (step: number) => (step === 0 ? base : `${base}?step=${step + 1}`);
  return { now, to: (step) => go(address(step)), address };
}

/** The steps of a wizard as links, with those marked in which something was refused. */
export function Steps(props: { titles: readonly string[]; step: Step; placed: readonly Placed[] }) {
  const { step } = props;
  const wrong = new Set(props.placed.map((one) => one.field?.step));
  return (
    <nav aria-label="Steps">
      <ol class="steps">
        {props.titles.map((title, i) => (
          <li key={title}>
            <a href={step.address(i)} aria-current={i === step.now ? "step" : undefined}>
              <span>{i + 1}</span>
              {title}
              {wrong.has(i) && (
                <em>
                  <Mark tone="bad" />
                  wrong
                </em>
              )}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** The title of a step, which takes the focus when the step is entered from another. */
export function StepTitle({ children }: { children: string }) {
  const title = useRef<HTMLHeadingElement>(null);
  const first = useRef(true);
  useEffect(() => {
    // What was refused has the focus then.
    if (!first.current && !document.activeElement?.closest(".summary, .field")) title.current?.focus();
    first.current = false;
  }, [children]);
  return (
    <h2 ref={title} tabIndex={-1}>
      {children}
    </h2>
  );
}

/** What leads from a step to the ones beside it; the last one does what the wizard is for. */
export function StepActions(props: { step: Step; last: boolean; leave: string; busy: boolean; done: string }) {
  const { step, last } = props;
  return (
    <div class="actions">
      {step.now === 0 ? (
        <a class="button" href={props.leave}>
          Cancel
        </a>
      ) : (
        <button type="button" onClick={() => step.to(step.now - 1)}>
          Back
        </button>
      )}
      <button type="submit" class="primary" disabled={props.busy}>
        {last ? (props.busy ? "Creating…" : props.done) : "Next"}
      </button>
    </div>
  );
}
