import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError } from "../core/api";

const LOOK = 2000;
/** What is kept of a log that is followed for long. */
const MOST = 20_000;

/** The lines of a log, the newest first; undefined until they were read. */
export interface Log<L> {
  readonly lines: readonly L[] | undefined;
  readonly error: ApiError | undefined;
}

/** What was read of a log: the newest line first, and behind which line the next question begins. */
export interface Read<L> {
  readonly lines: readonly L[];
  readonly position: string | undefined;
}

/**
 * Reads a log, and what comes behind it for as long as it is followed and looked at.
 *
 * @param path which log it is
 * @param read reads it, or what comes behind a position
 */
export function useFollowed<L>(
  path: string,
  following: boolean,
  read: (after: string | undefined, signal: AbortSignal) => Promise<Read<L>>,
): Log<L> {
  const [log, setLog] = useState<Log<L>>({ lines: undefined, error: undefined });
  const position = useRef<string>();
  const begun = useRef(false);
  useEffect(() => {
    position.current = undefined;
    begun.current = false;
    setLog({ lines: undefined, error: undefined });
  }, [path]);
  useEffect(() => {
    const abort = new AbortController();
    let asking = false;
    const look = async () => {
      if (asking) return;
      asking = true;
      try {
        const { lines, position: next } = await read(position.current, abort.signal);
        // What was ended meanwhile is asked again by what came after it: its lines would be there twice.
        if (abort.signal.aborted) return;
        position.current = next;
        begun.current = true;
        setLog((old) => joined(old, lines));
      } catch (e) {
        if (e instanceof ApiError) setLog((old) => ({ ...old, error: e }));
      } finally {
        asking = false;
      }
    };
    if (following || !begun.current) void look();
    const timer = setInterval(() => {
      if (following && document.visibilityState === "visible") void look();
    }, LOOK);
    return () => {
      abort.abort();
      clearInterval(timer);
    };
  }, [path, following]);
  return log;
}

function joined<L>(old: Log<L>, lines: readonly L[]): Log<L> {
  if (lines.length === 0 && old.lines && !old.error) return old;
  return { lines: [...lines, ...(old.lines ?? [])].slice(0, MOST), error: undefined };
}
