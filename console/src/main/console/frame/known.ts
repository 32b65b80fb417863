import { useCallback, useEffect, useState } from "preact/hooks";
import { ApiError, onUnauthorized } from "../core/api";
import { watchUse } from "../core/idle";

/** A kind of sessions. */
export interface Realm<S> {
  /** A word for it, which no other kind has. */
  readonly name: string;
  /** The session that was begun before this page was loaded. */
  readonly resumed: () => Promise<S | undefined>;
  readonly logOut: () => Promise<void>;
  /** Whether a call that was refused for want of a session tells that this one is over. */
  readonly needs: (path: string) => boolean;
  /** Who is logged in: one browser has one session of a kind, which another tab may have begun as somebody else. */
  readonly who: (session: S) => string;
}

/** What can become of a session. */
export interface Doors {
  /** It has ended: whoever logs in again finds what was begun. What is told says why, where the page knows. */
  readonly end: (why?: string) => void;
  /** It is ended by who has it: nothing stays. */
  readonly leave: () => void;
}

/** Somebody is logged in, or was. */
export interface Standing<S> {
  readonly session: S;
  readonly over: boolean;
  readonly why?: string | undefined;
  /** Set if the service did not hear that nobody has used it for too long. */
  readonly stuck?: Stuck | undefined;
}

/** What could not be done, and how to try it again. */
export interface Stuck {
  readonly error: ApiError;
  readonly what: string;
  readonly again: () => void;
}

export type Known<S> = "asking" | "nobody" | Stuck | Standing<S>;

const CANNOT_BEGIN = "The console cannot begin.";
const MAY_STAY = "You may still be logged in here.";

export function isStanding<S>(known: Known<S>): known is Standing<S> {
  return typeof known === "object" && "session" in known;
}

/** What is known of the session, and what can become of it. */
export function useKnown<S extends { readonly idle_seconds: number }>(realm: Realm<S>) {
  const [known, setKnown] = useState<Known<S>>("asking");
  const begin = useCallback((session: S) => setKnown({ session, over: false }), []);
  const ask = useCallback(() => {
    setKnown("asking");
    realm.resumed().then(
      (session) => (session ? begin(session) : setKnown("nobody")),
      (e: unknown) => setKnown(stuck(e, CANNOT_BEGIN, ask)),
    );
  }, [realm, begin]);
  const end = useCallback(
    (why?: string) => setKnown((now) => (isStanding(now) ? { ...now, over: true, why: why ?? now.why } : now)),
    [],
  );
  const leave = useCallback(() => {
    // Whether or not the service hears of it, nothing is shown any more.
    setKnown("asking");
    endAt(realm).then(
      () => setKnown("nobody"),
      (e: unknown) => setKnown(stuck(e, MAY_STAY, leave)),
    );
  }, [realm]);
  const expire = useCallback(() => {
    const hears = (by?: Stuck) => setKnown((now) => (isStanding(now) && now.over ? { ...now, stuck: by } : now));
    end();
    endAt(realm).then(
      () => hears(),
      (e: unknown) => hears(stuck(e, MAY_STAY, expire)),
    );
  }, [realm, end]);
  useEffect(ask, [ask]);
  useEnds(known, realm, end, expire);
  useOthers(known, realm, begin, end);
  return { known, begin, end, leave };
}

function stuck(e: unknown, what: string, again: () => void): Stuck {
  return { error: e instanceof ApiError ? e : new ApiError(0, "", String(e)), what, again };
}

/** Ends the session, if the service still has it. */
async function endAt<S>(realm: Realm<S>): Promise<void> {
  try {
    await realm.logOut();
  } catch (e) {
    if (!(e instanceof ApiError && e.status === 401)) throw e;
  }
}

/** A session ends when the service says so, and when nobody has used it for too long. */
function useEnds<S extends { readonly idle_seconds: number }>(
  known: Known<S>,
  realm: Realm<S>,
  end: () => void,
  expire: () => void,
) {
  const seconds = isStanding(known) && !known.over ? known.session.idle_seconds : undefined;
  useEffect(() => {
    if (seconds === undefined) return;
    onUnauthorized((path) => realm.needs(path) && end());
    const unwatch = watchUse(realm.name, seconds, expire);
    return () => {
      onUnauthorized(() => {});
      unwatch();
    };
  }, [seconds, realm, end, expire]);
}

/** Whenever the page is seen again, another tab may have ended the session, or begun one of somebody else. */
function useOthers<S>(known: Known<S>, realm: Realm<S>, begin: (session: S) => void, end: () => void) {
  const who = isStanding(known) && !known.over ? realm.who(known.session) : undefined;
  useEffect(() => {
    if (who === undefined) return;
    let left = false;
    const look = (session: S | undefined) => {
      if (left) return;
      if (!session) end();
      else if (realm.who(session) !== who) begin(session);
    };
    const seen = () => {
      // A service that does not answer is told of elsewhere.
      if (document.visibilityState === "visible") realm.resumed().then(look, () => {});
    };
    document.addEventListener("visibilitychange", seen);
    return () => {
      left = true;
      document.removeEventListener("visibilitychange", seen);
    };
  }, [who, realm, begin, end]);
}
