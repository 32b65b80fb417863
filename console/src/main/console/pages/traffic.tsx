import { useMemo } from "preact/hooks";
import type { ComponentChildren } from "preact";
import { bitRate } from "../core/words";
import { Chart } from "../parts/chart";
import { Rows } from "../parts/empty";
import { Refused } from "../parts/loaded";
import { useDay } from "./metrics";

interface Props {
  readonly id: string;
  /** Before the names of the metrics: `gateway_`, or nothing. */
  readonly kind?: string;
  /** Who is at the other end. */
  readonly peer: string;
  readonly children?: ComponentChildren;
}

/** What passed the tunnels of a gateway, or the one of a connection, in the last 24 hours. */
export function Traffic({ id, kind = "", peer, children }: Props) {
  const metrics = [`${kind}send_rate`, `${kind}recv_rate`];
  const day = useDay(metrics, id);
  const series = useMemo(
    () => metrics.map((name, i) => ({ name: `${i ? "from" : "to"} the ${peer}`, points: day.points.get(name) ?? [] })),
    [day.points],
  );
  if (day.loading) return <Rows count={3} />;
  if (day.error) return <Refused error={day.error} what="the traffic" />;
  return (
    <section class="card">
      <Chart title="Traffic in the tunnel, last 24 hours" series={series} text={bitRate} least={1000} />
      {children}
    </section>
  );
}
