import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { ApiError } from "../core/api";
import { Dialog } from "./dialog";
import { lookAgain, outcome } from "./outcome";
import { Problem } from "./problem";

/** Something that has to go before. */
export interface Obstacle {
  readonly title: string;
  readonly to: string;
}

const MOST_OBSTACLES = 8;

/**
 * Asks before what cannot be undone, beginning on Cancel.
 *
 * @param what is said when it is refused; that nothing is done, if it is not given
 * @param typed a name that has to be typed first, where tunnels or sessions end
 * @param obstacles what stands in the way; nothing is tried while there is any
 * @param act does it; a refusal is shown and the dialog stays
 */
export function Confirm(props: {
  title: string;
  yes: string;
  what?: string | undefined;
  children: ComponentChildren;
  typed?: string | undefined;
  obstacles?: readonly Obstacle[];
  act: () => Promise<void>;
  onClose: () => void;
}) {
  const { obstacles = [], typed, what = "Not done." } = props;
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError>();
  const act = async () => {
    if (busy) return;
    setBusy(true);
    setError(undefined);
    try {
      await props.act();
      props.onClose();
    } catch (e) {
      if (!(e instanceof ApiError)) throw e;
      setError(e);
      lookAgain(e);
      setBusy(false);
    }
  };
  const may = obstacles.length === 0 && (typed === undefined || text === typed);
  return (
    <Dialog title={props.title} onClose={props.onClose}>
      <div class="asks">{props.children}</div>
      {obstacles.length > 0 && <Obstacles of={obstacles} onLeave={props.onClose} />}
      {error && <Problem error={error} what={outcome(error, what)} />}
      <form method="dialog">
        {typed !== undefined && obstacles.length === 0 && (
          <Typed
            name={typed}
            text={text}
            change={setText}
            onKeyDown={(e) => {
              if (e.key !== "Enter") return;
              // Otherwise it would press the first button, which is Cancel.
              e.preventDefault();
              if (may) void act();
            }}
          />
        )}
        <div class="actions">
          <button type="submit" data-first>
            Cancel
          </button>
          <button type="button" class="danger" disabled={!may} aria-disabled={busy} onClick={() => void act()}>
            {busy ? "Working…" : props.yes}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** Where a name is typed before something ends that is in use. */
export function Typed(props: {
  name: string;
  text: string;
  change: (text: string) => void;
  onKeyDown?: (e: KeyboardEvent) => void;
}) {
  return (
    <label class="typed">
      Type <code>{props.name}</code> to go on
      <input
        value={props.text}
        autocomplete="off"
        spellcheck={false}
        onInput={(e) => props.change(e.currentTarget.value)}
        onKeyDown={props.onKeyDown}
      />
    </label>
  );
}

function Obstacles({ of, onLeave }: { of: readonly Obstacle[]; onLeave: () => void }) {
  const more = of.length - MOST_OBSTACLES;
  return (
    <div class="obstacles">
      <p>These have to go first:</p>
      <ul>
        {of.slice(0, MOST_OBSTACLES).map((one) => (
          <li key={one.to}>
            <a href={one.to} onClick={onLeave}>
              {one.title}
            </a>
          </li>
        ))}
        {more > 0 && <li>and {more} more</li>}
      </ul>
    </div>
  );
}
