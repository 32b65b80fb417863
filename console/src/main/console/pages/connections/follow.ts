import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError, call } from "../../core/api";
import type { LogLine } from "../../core/types";

const LOOK = 2000;
/** What is kept of a log that is followed for long. */
const MOST = 20_000;

interface Answer {
  /** The newest first; behind a position, the oldest first. */
  readonly logs: readonly LogLine[];
  /** Behind which line the next question begins. */
  readonly position: string;
}

/** The lines of a log, the newest first; undefined until they were read. */
export interface Log {
  readonly lines: readonly LogLine[] | undefined;
  readonly error: ApiError | undefined;
}

/** Reads a log, and what comes behind it for as long as it is followed and looked at. */
export function useLog(path: string, following: boolean): Log {
  const [log, setLog] = useState<Log>({ lines: undefined, error: undefined });
  const position = useRef<string>();
  useEffect(() => {
    position.current = undefined;
    setLog({ lines: undefined, error: undefined });
  }, [path]);
  useEffect(() => {
    const abort = new AbortController();
    const read = async () => {
      try {
        const after = position.current;
        const query = after === undefined ? "" : `?after=${encodeURIComponent(after)}`;
        const answer = await call<Answer>("GET", path + query, undefined, abort.signal);
        position.current = answer.position;
        setLog((old) => joined(old, answer, after !== undefined));
      } catch (e) {
        if (e instanceof ApiError) setLog((old) => ({ ...old, error: e }));
      }
    };
    if (following || log.lines === undefined) void read();
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

function joined(old: Log, answer: Answer, behind: boolean): Log {
  if (!behind) return { lines: answer.logs, error: undefined };
  if (answer.logs.length === 0 && !old.error) return old;
  return { lines: [...[...answer.logs].reverse(), ...(old.lines ?? [])].slice(0, MOST), error: undefined };
}
