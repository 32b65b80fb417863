import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError, call } from "../../core/api";
import { useProject } from "../../core/session";

const LOOK = 2000;
/** How many lines are asked for at once. */
const AT_ONCE = 1000;
/** What is kept of a log that is followed for long. */
const MOST = 20_000;

/** Where a gateway's lines go. */
export interface Destination {
  readonly log_group_id: string;
  readonly log_stream_id: string;
}

export interface StreamLine {
  /** As the node wrote it: one JSON object. */
  readonly content: string;
  readonly line_num: string;
  /** When it was written, in milliseconds since 1970. */
  readonly time: number;
}

/** The lines of a stream, the newest first; undefined until they were read. */
export interface Followed {
  readonly lines: readonly StreamLine[] | undefined;
  readonly error: ApiError | undefined;
}

/** Reads the newest lines of a stream, and what comes behind them for as long as it is followed and looked at. */
export function useStream(of: Destination, following: boolean): Followed {
  const path = `/v2/${useProject()}/groups/${of.log_group_id}/streams/${of.log_stream_id}/content/query`;
  const [log, setLog] = useState<Followed>({ lines: undefined, error: undefined });
  const newest = useRef<string>();
  useEffect(() => {
    newest.current = undefined;
    setLog({ lines: undefined, error: undefined });
  }, [path]);
  useEffect(() => {
    const abort = new AbortController();
    let asking = false;
    const read = async () => {
      if (asking) return;
      asking = true;
      try {
        const behind = newest.current;
        const order = behind === undefined ? { is_desc: true } : { line_num: behind };
        const answer = await call<{ logs: readonly StreamLine[] }>(
          "POST",
          path,
          { limit: AT_ONCE, ...order },
          abort.signal,
        );
        const found = behind === undefined ? answer.logs : [...answer.logs].reverse();
        newest.current = found[0]?.line_num ?? behind;
        setLog((old) => joined(old, found));
      } catch (e) {
        if (e instanceof ApiError) setLog((old) => ({ ...old, error: e }));
      } finally {
        asking = false;
      }
    };
    if (following || newest.current === undefined) void read();
    const timer = setInterval(() => {
      if (following && document.visibilityState === "visible") void read();
    }, LOOK);
    return () => {
      abort.abort();
      clearInterval(timer);
    };
  }, [path, following]);
  return log;
}

function joined(old: Followed, found: readonly StreamLine[]): Followed {
  if (found.length === 0 && old.lines && !old.error) return old;
  return { lines: [...found, ...(old.lines ?? [])].slice(0, MOST), error: undefined };
}
