import type { ComponentChild, ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { focusAgain } from "../parts/dialog";
import { Problem } from "../parts/problem";
import type { Doors, Realm, Stuck } from "./known";
import { isStanding, useKnown } from "./known";

/** Shows what is for those who are logged in, and to all others how to do that; at the same address. */
export function Gate<S extends { readonly idle_seconds: number }>(props: {
  realm: Realm<S>;
  login: (begin: (session: S) => void, before?: S, why?: string) => ComponentChild;
  children: (session: S, over: boolean, doors: Doors) => ComponentChildren;
}) {
  const { known, begin, end, leave } = useKnown(props.realm);
  if (known === "asking") return <main class="login" aria-busy="true" />;
  if (known === "nobody") return <>{props.login(begin)}</>;
  if (!isStanding(known)) return <CannotGoOn {...known} />;
  return (
    <>
      <div hidden={known.over} inert={known.over}>
        {props.children(known.session, known.over, { end, leave })}
      </div>
      {known.over && (
        <Over>{known.stuck ? <CannotGoOn {...known.stuck} /> : props.login(begin, known.session, known.why)}</Over>
      )}
    </>
  );
}

/**
 * Covers everything until the session is begun anew. A dialog that was open stays so, and makes the whole document inert
 * that lies below it: only another one comes above it.
 */
function Over({ children }: { children: ComponentChildren }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const show = () => dialog.current?.showModal();
  // Before what it holds takes the focus.
  useLayoutEffect(() => {
    const before = document.activeElement;
    show();
    return () => focusAgain(before);
  }, []);
  // Esc would close what is open below as well; a browser has other ways to close dialogs too.
  const stay = (e: KeyboardEvent) => e.key === "Escape" && e.preventDefault();
  return (
    <dialog class="over" aria-label="Log in" ref={dialog} onKeyDown={stay} onClose={show}>
      {children}
    </dialog>
  );
}

function CannotGoOn({ error, what, again }: Stuck) {
  return (
    <main class="login">
      <div class="card">
        <h1>Causeway</h1>
        <Problem error={error} what={what} />
        <div class="actions">
          <button type="button" onClick={again}>
            Try again
          </button>
        </div>
      </div>
    </main>
  );
}
