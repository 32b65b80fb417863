import type { ComponentChild, ComponentChildren } from "preact";
import { useCallback, useEffect, useState } from "preact/hooks";
import { ApiError, onUnauthorized } from "../core/api";
import { watchUse } from "../core/idle";
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
  /** It has ended by itself: whoever logs in again finds what was begun. */
  readonly end: () => void;
  /** It is ended by who has it: nothing stays. */
  readonly leave: () => void;
}

interface Standing<S> {
  readonly session: S;
  readonly over: boolean;
}

type Known<S> = "asking" | "nobody" | ApiError | Standing<S>;

/** Shows what is for those who are logged in, and to all others how to do that; at the same address. */
export function Gate<S extends { readonly idle_seconds: number }>(props: {
  realm: Realm<S>;
  login: (begin: (session: S) => void, before: S | undefined) => ComponentChild;
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
  const end = useCallback(() => setKnown((now) => (isStanding(now) ? { ...now, over: true } : now)), []);
  const leave = useCallback(() => {
    // Whether or not the service hears of it, nothing is shown any more.
    void realm.logOut().catch(() => {});
    setKnown("nobody");
  }, [realm]);
  useEnds(known, realm, end);
  if (known === "asking") return <main class="login" aria-busy="true" />;
  if (known === "nobody") return <>{props.login(begin, undefined)}</>;
  if (known instanceof ApiError) return <CannotBegin error={known} again={ask} />;
  return (
    <>
      <div hidden={known.over} inert={known.over}>
        {props.children(known.session, known.over, { end, leave })}
      </div>
      {known.over && props.login(begin, known.session)}
    </>
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
