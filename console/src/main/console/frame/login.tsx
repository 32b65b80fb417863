import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError } from "../core/api";
import type { Session } from "../core/session";
import { logIn } from "../core/session";
import { Problem } from "../parts/problem";
import { Logo } from "./logo";

const DOMAIN = "causeway.domain";

/** @param why it is asked for, if somebody was logged in before; `known` is who */
export function Login(props: {
  why?: string | undefined;
  known?: Session["user"] | undefined;
  onDone: (session: Session) => void;
}) {
  const [error, setError] = useState<ApiError>();
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  // What stands there is selected, so that one types over it.
  const enter = (name: string) => (form.current!.elements.namedItem(name) as HTMLInputElement).select();
  useEffect(() => {
    const title = document.title;
    document.title = "Log in · Causeway";
    enter(props.known ? "password" : "user");
    return () => void (document.title = title);
  }, []);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const given = new FormData(form.current!);
    const text = (name: string) => String(given.get(name));
    setBusy(true);
    setError(undefined);
    try {
      const session = await logIn(text("domain"), text("user"), text("password"));
      localStorage.setItem(DOMAIN, text("domain"));
      props.onDone(session);
    } catch (e) {
      if (!(e instanceof ApiError)) throw e;
      setError(e);
      setBusy(false);
      enter("password");
    }
  };
  return (
    <main class="login">
      <form class="card" ref={form} onSubmit={(e) => void submit(e)}>
        <Logo />
        <h1>Log in</h1>
        {props.why && !error && <p class="note" role="status">{props.why}</p>}
        {error && <Problem error={error} what="You are not logged in." />}
        <Entry
          name="domain"
          title="Domain"
          value={props.known?.domain.name ?? localStorage.getItem(DOMAIN) ?? "main"}
          fills="organization"
        />
        <Entry name="user" title="User" value={props.known?.name ?? ""} fills="username" />
        <Entry name="password" title="Password" value="" fills="current-password" type="password" />
        <div class="actions">
          <button class="primary" disabled={busy}>
            {busy ? "Logging in…" : "Log in"}
          </button>
        </div>
      </form>
    </main>
  );
}

function Entry(props: { name: string; title: string; value: string; fills: string; type?: string }) {
  return (
    <div class="field">
      <label for={props.name}>{props.title}</label>
      <input
        id={props.name}
        name={props.name}
        type={props.type ?? "text"}
        defaultValue={props.value}
        autocomplete={props.fills}
        spellcheck={false}
        autocapitalize="none"
        required
      />
    </div>
  );
}
