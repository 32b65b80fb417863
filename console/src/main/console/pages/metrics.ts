import { useEffect, useMemo, useState } from "preact/hooks";
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

/** Does something at once, and every minute as long as somebody looks. */
function everyMinute(work: (signal: AbortSignal) => void): () => void {
  const abort = new AbortController();
  work(abort.signal);
  const timer = setInterval(() => {
    if (document.visibilityState === "visible") work(abort.signal);
  }, MINUTE);
  return () => {
    abort.abort();
    clearInterval(timer);
  };
}

/** The metrics of the last 24 hours, a point for each minute, by their names. */
export interface Day {
  readonly points: ReadonlyMap<string, readonly Point[]>;
  readonly error: ApiError | undefined;
  readonly loading: boolean;
}

/** Reads metrics of a gateway or a connection and follows them, minute by minute. */
export function useDay(metrics: readonly string[], id: string): Day {
  const project = useProject();
  const [known, setKnown] = useState<ReadonlyMap<string, readonly Point[]>>();
  const [error, setError] = useState<ApiError>();
  useEffect(() => {
    let held: ReadonlyMap<string, readonly Point[]> = new Map();
    let until = 0;
    return everyMinute(async (signal) => {
      const to = Date.now();
      const from = Math.max(until - OVERLAP, to - DAY);
      try {
        const asked = metrics.map((name) => [name, id] as const);
        const fresh = await read(project, asked, from, to, signal);
        const kept = (name: string) => (held.get(name) ?? []).filter(({ t }) => t < from && t > to - DAY);
        held = new Map(metrics.map((name, i) => [name, [...kept(name), ...fresh[i]!]]));
        until = to;
        setKnown(held);
        setError(undefined);
      } catch (e) {
        if (e instanceof ApiError) setError(e);
      }
    });
  }, [project, metrics.join(), id]);
  const points = useMemo(() => {
    const now = Date.now();
    return new Map([...(known ?? [])].map(([name, some]) => [name, filled(some, now - DAY, now - MINUTE, MINUTE)]));
  }, [known]);
  return { points, error, loading: known === undefined && error === undefined };
}

const LATELY = 5 * MINUTE;

/** The newest values of metrics of connections, by the connection's id and the metric's name. */
export type Latest = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** Reads the newest minute of metrics of connections, once a minute. What cannot be read stays as it was. */
export function useLatest(metrics: readonly string[], ids: readonly string[]): Latest {
  const project = useProject();
  const [latest, setLatest] = useState<Latest>(new Map());
  useEffect(
    () =>
      everyMinute(async (signal) => {
        const asked = ids.flatMap((id) => metrics.map((name) => [name, id] as const));
        const to = Date.now();
        const found = new Map(ids.map((id) => [id, new Map<string, number>()]));
        try {
          (await read(project, asked, to - LATELY, to, signal)).forEach((points, i) => {
            const newest = points.at(-1)?.v;
            if (typeof newest === "number") found.get(asked[i]![1])!.set(asked[i]![0], newest);
          });
          setLatest(found);
        } catch (e) {
          if (!(e instanceof ApiError) && !signal.aborted) throw e;
        }
      }),
    [project, metrics.join(), ids.join()],
  );
  return latest;
}

/** A delay as it is written. */
export function millis(value: number): string {
  return `${value > 0 && value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`;
}

export function percent(value: number): string {
  return `${value.toFixed(0)} %`;
}
