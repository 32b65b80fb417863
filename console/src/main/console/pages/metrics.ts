import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { ApiError, call } from "../core/api";
import { useProject } from "../core/session";
import type { Point } from "../parts/plot";
import { filled } from "../parts/plot";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** What is asked for anew: minutes come a little after they end. */
const OVERLAP = 5 * MINUTE;

/** What a call may ask for, and what it answers at most. */
const MOST_METRICS = 500;
const MOST_POINTS = 3000;

/** A metric, and the id of the gateway or connection that it is of. */
type Asked = readonly [metric: string, id: string];

interface Data {
  readonly metrics: readonly {
    readonly datapoints: readonly { readonly average: number; readonly timestamp: number }[];
  }[];
}

/** So many metrics are asked for by one call that it answers all of their minutes. */
export function inCalls<T>(asked: readonly T[], time: number): T[][] {
  const most = Math.min(MOST_METRICS, Math.floor(MOST_POINTS / (Math.ceil(time / MINUTE) + 1)));
  return Array.from({ length: Math.ceil(asked.length / most) }, (_, i) => asked.slice(i * most, (i + 1) * most));
}

/** Reads the minutes of metrics, in the order that they are asked for. */
async function read(project: string, asked: readonly Asked[], from: number, to: number, signal: AbortSignal) {
  const answers = inCalls(asked, to - from).map((some) => {
    const metrics = some.map(([name, value]) => ({
      namespace: "SYS.VPN",
      metric_name: name,
      dimensions: [{ name: /^gateway/.test(name) ? "evpn_gateway_id" : "evpn_connection_id", value }],
    }));
    const body = { metrics, from, to, period: "1", filter: "average" };
    return call<Data>("POST", `/V1.0/${project}/batch-query-metric-data`, body, signal);
  });
  return (await Promise.all(answers)).flatMap(({ metrics }) =>
    metrics.map((one) => one.datapoints.map((point): Point => ({ t: point.timestamp, v: point.average }))),
  );
}

/** When it is looked whether there is something to do, and what failed is tried again. */
const SOON = 10_000;

/**
 * Does something at once, and every minute as long as somebody looks.
 *
 * @param isEarly whether some of it is to be done before the minute has passed
 */
function everyMinute(
  work: (signal: AbortSignal, early: boolean) => Promise<void>,
  failed: (error: ApiError) => void,
  isEarly = () => false,
): () => void {
  const abort = new AbortController();
  let busy = false;
  let last = 0;
  const look = async () => {
    // A clock may be put back.
    const early = Math.abs(Date.now() - last) < MINUTE - SOON / 2;
    if (busy || document.hidden || (early && !isEarly())) return;
    busy = true;
    try {
      await work(abort.signal, early);
      if (!early) last = Date.now();
    } catch (e) {
      if (e instanceof ApiError) failed(e);
      else if (!abort.signal.aborted) throw e;
    } finally {
      busy = false;
    }
  };
  const timer = setInterval(look, SOON);
  document.addEventListener("visibilitychange", look);
  void look();
  return () => {
    abort.abort();
    clearInterval(timer);
    document.removeEventListener("visibilitychange", look);
  };
}

/** The metrics of the last 24 hours, a point for each minute, by their names. */
export interface Day {
  readonly points: ReadonlyMap<string, readonly Point[]>;
  readonly error: ApiError | undefined;
  readonly loading: boolean;
}

const LATELY = 5 * MINUTE;

/** How much is read at once: a day of a gateway with many connections is too much for one answer. */
const SPAN = 4 * 60 * MINUTE;

/**
 * Whether it is told that nothing can be read. What is known stands for a while, and a controller of an earlier version,
 * which knows nothing of the operation, is about to end.
 *
 * @param lasts for how long it has been so
 */
export function isTold(status: number, known: boolean, lasts: number): boolean {
  return lasts > LATELY || !(known || status === 404);
}

/** Reads metrics of a gateway or a connection, the newest first, and follows them, minute by minute. */
export function useDay(metrics: readonly string[], id: string): Day {
  const project = useProject();
  const [known, setKnown] = useState<ReadonlyMap<string, readonly Point[]>>();
  const [error, setError] = useState<ApiError>();
  useEffect(() => {
    let held: ReadonlyMap<string, readonly Point[]> = new Map();
    let oldest = 0;
    let newest = 0;
    let since = Date.now();
    const take = async (from: number, to: number, signal: AbortSignal) => {
      const asked = metrics.map((name) => [name, id] as const);
      const fresh = await read(project, asked, from, to, signal);
      const kept = (name: string) =>
        (held.get(name) ?? []).filter(({ t }) => (t < from && t > from - DAY) || t >= to);
      held = new Map(metrics.map((name, i) => [name, [...kept(name), ...fresh[i]!]]));
      since = Date.now();
      setKnown(held);
      setError(undefined);
    };
    return everyMinute(
      async (signal) => {
        const to = Math.ceil(Date.now() / MINUTE) * MINUTE;
        if (Math.abs(to - newest) > SPAN) oldest = newest = to;
        await take(newest - OVERLAP, to, signal);
        newest = to;
        for (; oldest > to - DAY; oldest -= SPAN) await take(oldest - SPAN, oldest, signal);
      },
      (e) => {
        if (isTold(e.status, held.size > 0, Date.now() - since)) setError(e);
      },
    );
  }, [project, metrics.join(), id]);
  const points = useMemo(() => {
    const now = Date.now();
    return new Map([...(known ?? [])].map(([name, some]) => [name, filled(some, now - DAY, now - MINUTE, MINUTE)]));
  }, [known]);
  return { points, error, loading: known === undefined && error === undefined };
}

/** The newest values of metrics of connections, by the connection's id and the metric's name. */
export type Latest = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** Reads the newest minute of metrics of connections, once a minute. What cannot be read is forgotten soon. */
export function useLatest(metrics: readonly string[], ids: readonly string[]): Latest {
  const project = useProject();
  const [latest, setLatest] = useState<Latest>(new Map());
  const wanted = useRef(ids);
  wanted.current = ids;
  useEffect(() => {
    let held: Latest = new Map();
    let last = 0;
    const show = (all: Latest) => setLatest((held = all));
    return everyMinute(
      async (signal, early) => {
        const to = Date.now();
        if (to - last > 2 * MINUTE) show(new Map());
        const some = wanted.current.filter((id) => !early || !held.has(id));
        const asked = some.flatMap((id) => metrics.map((name) => [name, id] as const));
        const found = new Map(some.map((id) => [id, new Map<string, number>()]));
        (await read(project, asked, to - LATELY, to, signal)).forEach((points, i) => {
          const newest = points.at(-1)?.v;
          if (typeof newest === "number") found.get(asked[i]![1])!.set(asked[i]![0], newest);
        });
        if (!early) last = to;
        show(new Map([...(early ? held : []), ...found]));
      },
      () => {},
      () => wanted.current.some((id) => !held.has(id)),
    );
  }, [project, metrics.join()]);
  return latest;
}

/** A delay as it is written. */
export function millis(value: number): string {
  return `${value > 0 && value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`;
}

export function percent(value: number): string {
  return `${value.toFixed(0)} %`;
}
