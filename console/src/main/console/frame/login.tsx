import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError } from "../core/api";
import { Problem } from "../parts/problem";
import { Logo } from "./logo";

/** A text that is asked for. */
export interface Asked {
  readonly name: string;
  readonly title: string;
  /** What is there to begin with. */
  readonly value: string;
  /** What the browser may fill in, by its own word for it. */
  readonly fills: string;
  readonly secret?: boolean;
}

/**
 * Asks who somebody is, and goes on asking until the service believes it.
 *
 * @param send is given the texts by their names
 * @param why it is asked for, if somebody was logged in before
 */
export function Login(props: {
  title: string;
  asked: readonly Asked[];
  send: (given: (name: string) => string) => Promise<void>;
  why?: string | undefined;
  children?: ComponentChildren;
}) {
  const [error, setError] = useState<ApiError>();
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const enter = (which: (one: Asked) => boolean | undefined) => {
    const name = props.asked.find(which)?.name ?? "";
    // What stands there is selected, so that one types over it.
    (form.current?.elements.namedItem(name) as HTMLInputElement | null)?.select();
  };
  useEffect(() => {
    const title = document.title;
    document.title = `${props.title} · Causeway`;
    enter((one) => one.value === "");
    return () => void (document.title = title);
  }, []);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const data = new FormData(form.current!);
    setBusy(true);
    setError(undefined);
    try {
      await props.send((name) => String(data.get(name)));
    } catch (e) {
      if (!(e instanceof ApiError)) throw e;
      setError(e);
      setBusy(false);
      enter((one) => one.secret);
    }
  };
  return (
    <main class="login">
      <form class="card" ref={form} onSubmit={(e) => void submit(e)}>
        <Logo />
        <h1>{props.title}</h1>
        {props.why && !error && <p class="note" role="status">{props.why}</p>}
        {error && <Problem error={error} what="You are not logged in." />}
        {props.asked.map((one) => (
          <Entry key={one.name} of={one} />
        ))}
        <div class="actions">
          <button class="primary" disabled={busy}>
            {busy ? "Logging in…" : "Log in"}
          </button>
        </div>
        {props.children}
      </form>
    </main>
  );
}

function Entry({ of: one }: { of: Asked }) {
  return (
    <div class="field">
      <label for={one.name}>{one.title}</label>
      <input
        id={one.name}
        name={one.name}
        type={one.secret ? "password" : "text"}
        defaultValue={one.value}
        autocomplete={one.fills}
        spellcheck={false}
        autocapitalize="none"
        required
      />
    </div>
  );
}
