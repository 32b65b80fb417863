import type { ComponentChild, ComponentChildren } from "preact";
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { ApiError, onUnauthorized } from "../core/api";
import { watchUse } from "../core/idle";
import { focusAgain } from "../parts/dialog";
import { Problem } from "../parts/problem";

/** A kind of sessions. */
export interface Realm<S> {
  /** The session that was begun before this page was loaded. */
  readonly resumed: () => Promise<S | undefined>;
  readonly logOut: () => Promise<void>;
  /** Whether a call that was refused for want of a session tells that this one is over. */
  readonly needs: (path: string) => boolean;
}

/** What can become of a session. */
export interface Doors {
  /** It has ended: whoever logs in again finds what was begun. What is told says why, where the page knows. */
  readonly end: (why?: string) => void;
  /** It is ended by who has it: nothing stays. */
  readonly leave: () => void;
}

interface Standing<S> {
  readonly session: S;
  readonly over: boolean;
  readonly why?: string | undefined;
}

type Known<S> = "asking" | "nobody" | ApiError | Standing<S>;

/** Shows what is for those who are logged in, and to all others how to do that; at the same address. */
export function Gate<S extends { readonly idle_seconds: number }>(props: {
  realm: Realm<S>;
  login: (begin: (session: S) => void, before?: S, why?: string) => ComponentChild;
  children: (session: S, over: boolean, doors: Doors) => ComponentChildren;
}) {
  const { realm } = props;
  const [known, setKnown] = useState<Known<S>>("asking");
  const begin = (session: S) => setKnown({ session, over: false });
  const ask = () => {
    setKnown("asking");
    realm.resumed().then(
      (session) => (session ? begin(session) : setKnown("nobody")),
      (e: unknown) => setKnown(e instanceof ApiError ? e : new ApiError(0, "", String(e))),
    );
  };
  useEffect(ask, [realm]);
  const end = useCallback(
    (why?: string) => setKnown((now) => (isStanding(now) ? { ...now, over: true, why: why ?? now.why } : now)),
    [],
  );
  const leave = useCallback(() => {
    // Whether or not the service hears of it, nothing is shown any more.
    void realm.logOut().catch(() => {});
    setKnown("nobody");
  }, [realm]);
  useEnds(known, realm, end);
  if (known === "asking") return <main class="login" aria-busy="true" />;
  if (known === "nobody") return <>{props.login(begin)}</>;
  if (known instanceof ApiError) return <CannotBegin error={known} again={ask} />;
  return (
    <>
      <div hidden={known.over} inert={known.over}>
        {props.children(known.session, known.over, { end, leave })}
      </div>
      {known.over && <Over>{props.login(begin, known.session, known.why)}</Over>}
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

function isStanding<S>(known: Known<S>): known is Standing<S> {
  return typeof known === "object" && !(known instanceof ApiError);
}

/** A session ends when the service says so, and when nobody has used it for too long. */
function useEnds<S extends { readonly idle_seconds: number }>(known: Known<S>, realm: Realm<S>, end: () => void) {
  const seconds = isStanding(known) && !known.over ? known.session.idle_seconds : undefined;
  useEffect(() => {
    if (seconds === undefined) return;
    onUnauthorized((path) => realm.needs(path) && end());
    const unwatch = watchUse(seconds, () => {
      void realm.logOut().catch(() => {});
      end();
    });
    return () => {
      onUnauthorized(() => {});
      unwatch();
    };
  }, [seconds, realm, end]);
}

function CannotBegin({ error, again }: { error: ApiError; again: () => void }) {
  return (
    <main class="login">
      <div class="card">
        <h1>Causeway</h1>
        <Problem error={error} what="The console cannot begin." />
        <div class="actions">
          <button type="button" onClick={again}>
            Try again
          </button>
        </div>
      </div>
    </main>
  );
}
