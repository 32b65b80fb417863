import { useEffect, useMemo, useState } from "preact/hooks";
import { ApiError, call } from "../core/api";
import { useProject } from "../core/session";
import type { Point } from "../parts/plot";
import { filled } from "../parts/plot";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** What is asked for anew: minutes come a little after they end. */
const OVERLAP = 5 * MINUTE;

interface Data {
  readonly datapoints: readonly { readonly average: number; readonly timestamp: number }[];
}

/** The metrics of the last 24 hours, a point for each minute, by their names. */
export interface Day {
  readonly points: ReadonlyMap<string, readonly Point[]>;
  readonly error: ApiError | undefined;
  readonly loading: boolean;
}

/**
 * Reads metrics and follows them, minute by minute.
 *
 * @param dimension `evpn_gateway_id` or `evpn_connection_id`
 */
export function useDay(metrics: readonly string[], dimension: string, id: string): Day {
  const project = useProject();
  const [known, setKnown] = useState<ReadonlyMap<string, readonly Point[]>>();
  const [error, setError] = useState<ApiError>();
  const names = metrics.join();
  useEffect(() => {
    const abort = new AbortController();
    let held = new Map<string, readonly Point[]>();
    const read = async (from: number) => {
      const to = Date.now();
      const some = names.split(",").map(async (name) => {
        const query =
          `namespace=SYS.VPN&metric_name=${name}&dim.0=${dimension},${id}` +
          `&from=${from}&to=${to}&period=1&filter=average`;
        const data = await call<Data>("GET", `/V1.0/${project}/metric-data?${query}`, undefined, abort.signal);
        const fresh = data.datapoints.map((point) => ({ t: point.timestamp, v: point.average }));
        const kept = (held.get(name) ?? []).filter((point) => point.t < from && point.t > to - DAY);
        return [name, [...kept, ...fresh]] as const;
      });
      try {
        held = new Map(await Promise.all(some));
        setKnown(held);
        setError(undefined);
      } catch (e) {
        if (e instanceof ApiError) setError(e);
      }
    };
    void read(Date.now() - DAY);
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") void read(Date.now() - (held.size > 0 ? OVERLAP : DAY));
    }, MINUTE);
    return () => {
      abort.abort();
      clearInterval(timer);
    };
  }, [project, names, dimension, id]);
  const points = useMemo(() => {
    const now = Date.now();
    return new Map([...(known ?? [])].map(([name, some]) => [name, filled(some, now - DAY, now - MINUTE, MINUTE)]));
  }, [known]);
  return { points, error, loading: known === undefined && error === undefined };
}

/** How many things are asked about at most: each of their metrics is a call. */
const MOST = 12;
const LATELY = 5 * MINUTE;

/** The newest values of metrics of several connections, by the connection's id and the metric's name. */
export type Latest = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** Reads the newest minute of metrics of some connections, once a minute; those that cannot be read are left out. */
export function useLatest(metrics: readonly string[], ids: readonly string[]): Latest {
  const project = useProject();
  const [latest, setLatest] = useState<Latest>(new Map());
  const names = metrics.join();
  const some = ids.slice(0, MOST).join();
  useEffect(() => {
    const abort = new AbortController();
    const read = async () => {
      const to = Date.now();
      const ask = async (id: string, name: string) => {
        const query =
          `namespace=SYS.VPN&metric_name=${name}&dim.0=evpn_connection_id,${id}` +
          `&from=${to - LATELY}&to=${to}&period=1&filter=average`;
        const data = await call<Data>("GET", `/V1.0/${project}/metric-data?${query}`, undefined, abort.signal);
        return [name, data.datapoints.at(-1)?.average] as const;
      };
      const found = new Map<string, Map<string, number>>();
      for (const id of some.split(",").filter(Boolean)) {
        const values = await Promise.allSettled(names.split(",").map((name) => ask(id, name)));
        const known = values.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
        found.set(id, new Map(known.filter((one): one is [string, number] => one[1] !== undefined)));
      }
      if (!abort.signal.aborted) setLatest(found);
    };
    void read();
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") void read();
    }, MINUTE);
    return () => {
      abort.abort();
      clearInterval(timer);
    };
  }, [project, names, some]);
  return latest;
}

/** A delay as it is written. */
export function millis(value: number): string {
  return `${value > 0 && value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`;
}

export function percent(value: number): string {
  return `${value.toFixed(0)} %`;
}
