import { useEffect, useReducer, useState } from "preact/hooks";
import { ApiError, call, onHeard, remembered } from "./api";
import { keepStream } from "./stream";

/** What was read last, which follows the service by itself. */
export interface Live<T> {
  /** Nothing until it was read once. It stays when a later reading fails. */
  readonly value: T | undefined;
  /** Why the last reading failed, if it did: what is shown may be old. */
  readonly error: ApiError | undefined;
  /** When it was read, in milliseconds since 1970. */
  readonly at: number;
}

/** How pages follow the service: told of changes, by asking again and again, or not at all as it does not answer. */
export type Following = "told" | "asking" | "lost";

/** Without a stream, and after a failure, everything is asked for again every five seconds. */
const ASKED_EVERY = 5_000;
/** With one as well, but seldom: some things change by the clock alone. */
const ASKED_ANYWAY = 30_000;
/** What nobody waits for is looked after every five minutes. */
const ASKED_SELDOM = 300_000;

/** One path that is followed, by however many parts of the page. */
class Follow {
  live: Live<unknown>;
  readonly parts = new Set<() => void>();
  private readonly ended = new AbortController();
  private reading = false;
  private again = false;
  private next = 0;

  constructor(
    readonly path: string,
    readonly lists: ReadonlySet<string>,
  ) {
    this.live = { value: remembered(path), error: undefined, at: 0 };
  }

  /** Reads it, once more behind a reading that is under way: it may have begun before the change. */
  async read(): Promise<void> {
    if (this.reading) {
      this.again = true;
      return;
    }
    this.reading = true;
    const begun = Date.now();
    const live = await this.answer();
    this.reading = false;
    if (this.ended.signal.aborted) return;
    this.next = Date.now() + pause(live.error);
    this.tell(live);
    if (!this.again) return;
    this.again = false;
    // Where every moment brings a change, half of the time is left for other things.
    setTimeout(() => void this.read(), Date.now() - begun);
  }

  private async answer(): Promise<Live<unknown>> {
    try {
      const value = await call<unknown>("GET", this.path, undefined, this.ended.signal);
      return { value, error: undefined, at: Date.now() };
    } catch (e) {
      return { ...this.live, error: e instanceof ApiError ? e : new ApiError(0, "", String(e)) };
    }
  }

  /** An answer that says nothing new is nothing to draw. */
  private tell(live: Live<unknown>): void {
    const same = live.value === this.live.value && live.error === undefined && this.live.error === undefined;
    const first = this.live.at === 0;
    this.live = live;
    if (!same || first) this.parts.forEach((part) => part());
  }

  isDue(): boolean {
    return this.rests() && Date.now() >= this.next;
  }

  rests(): boolean {
    return !this.reading;
  }

  end(): void {
    this.ended.abort();
  }
}

/** How long until the next reading that nobody asks for. What was refused with a reason is refused again. */
function pause(error: ApiError | undefined): number {
  if (error && (error.silent || error.status === 503)) return ASKED_EVERY;
  return streams || error ? ASKED_ANYWAY : ASKED_EVERY;
}

const follows = new Map<string, Follow>();
const watchers = new Set<() => void>();
const seldom = new Set<() => void>();
let streams = false;
let answers = true;
let running = false;

function readAll(which: (follow: Follow) => boolean): void {
  if (!running || document.visibilityState !== "visible") return;
  for (const follow of follows.values()) if (which(follow)) void follow.read();
}

/** Reads everything, whether it is due or not, after a time in which nothing was told. */
function readAnew(): void {
  readAll(() => true);
  seldom.forEach((look) => look());
}

/**
 * Follows the service for all parts of the page until it is ended.
 *
 * @param project whose changes are told; where there is none, everything is asked for
 * @param expired is told when the session is over
 */
export function follow(project: string | undefined, expired: () => void): () => void {
  running = true;
  onHeard((now) => {
    answers = now;
    watchers.forEach((watcher) => watcher());
  });
  const closeStream = project === undefined ? () => {} : listen(project, expired);
  const timer = setInterval(() => readAll((one) => one.isDue()), 1000);
  document.addEventListener("visibilitychange", readAnew);
  // Parts that are there already begin anew, as behind a session that has ended; those that have just come do so anyway.
  readAll((one) => one.rests());
  return () => {
    running = false;
    closeStream();
    clearInterval(timer);
    document.removeEventListener("visibilitychange", readAnew);
  };
}

function listen(project: string, expired: () => void): () => void {
  return keepStream(`/console/events?project=${encodeURIComponent(project)}`, {
    changed: (list) => readAll(({ lists }) => lists.has(list)),
    streams: (now) => {
      if (now !== streams) {
        streams = now;
        watchers.forEach((watcher) => watcher());
      } else if (!now) return;
      // What happened before it began, or happens from now on, is not told.
      readAnew();
    },
    expired,
  });
}

/** How the page follows the service at the moment. */
export function useFollowing(): Following {
  const [, draw] = useReducer((n: number) => n + 1, 0);
  useEffect(() => {
    const watcher = () => draw(undefined);
    watchers.add(watcher);
    return () => void watchers.delete(watcher);
  }, []);
  if (!answers) return "lost";
  return streams ? "told" : "asking";
}

const NOTHING: Live<never> = { value: undefined, error: undefined, at: 0 };

/**
 * Reads a path and follows it. Several parts of a page that follow one path share what was read.
 *
 * @param path what to read; nothing is as long as it is undefined
 * @param lists the lists, as the stream of events names them, whose changes may change what is read
 */
export function useLive<T>(path: string | undefined, ...lists: readonly string[]): Live<T> {
  const [shown, show] = useState<{ path: string | undefined; live: Live<unknown> }>();
  const words = lists.join(" ");
  useEffect(() => {
    if (path === undefined) return;
    const follow = followed(path, words);
    const part = () => show({ path, live: follow.live });
    follow.parts.add(part);
    part();
    return () => {
      follow.parts.delete(part);
      if (follow.parts.size === 0) forget(follow);
    };
  }, [path, words]);
  if (path === undefined) return NOTHING;
  return (shown?.path === path ? shown.live : { ...NOTHING, value: remembered(path) }) as Live<T>;
}

function followed(path: string, lists: string): Follow {
  const key = `${path} ${lists}`;
  const there = follows.get(key);
  if (there) return there;
  const made = new Follow(path, new Set(lists.split(" ")));
  follows.set(key, made);
  void made.read();
  return made;
}

function forget(follow: Follow): void {
  follow.end();
  for (const [key, one] of follows) if (one === follow) follows.delete(key);
}

/**
 * Looks after something while the page is seen: when it is seen again, when a stream has begun, and seldom otherwise.
 * Not at first: what the page itself has brought is fresh.
 *
 * @param look stays the same
 */
export function useSeldom(look: () => void): void {
  useEffect(() => {
    const seen = () => document.visibilityState === "visible" && look();
    const timer = setInterval(seen, ASKED_SELDOM);
    seldom.add(seen);
    return () => {
      clearInterval(timer);
      seldom.delete(seen);
    };
  }, [look]);
}

/** Reads at once whatever depends on a list: for a page that has just changed something itself. */
export function refresh(...lists: readonly string[]): void {
  readAll((follow) => lists.some((list) => follow.lists.has(list)));
}
