import { useMemo } from "preact/hooks";
import { bitRate } from "../../core/words";
import type { Gateway } from "../../core/types";
import { Chart } from "../../parts/chart";
import { Rows } from "../../parts/empty";
import { Refused } from "../../parts/loaded";
import { useDay } from "../metrics";

const METRICS = ["gateway_send_rate", "gateway_recv_rate"];

/** What passed the gateway's tunnels in the last 24 hours. */
export function GatewayBandwidth({ of }: { of: Gateway }) {
  const day = useDay(METRICS, "evpn_gateway_id", of.id);
  const series = useMemo(
    () => [
      { name: "to the sites", points: day.points.get("gateway_send_rate") ?? [] },
      { name: "from the sites", points: day.points.get("gateway_recv_rate") ?? [] },
    ],
    [day.points],
  );
  if (day.loading) return <Rows count={3} />;
  if (day.error) return <Refused error={day.error} what="the gateway's rates" />;
  const sizes = [of.eip1, of.eip2].flatMap((eip) => (eip ? [`${eip.bandwidth_size} Mbit/s`] : []));
  return (
    <section class="card">
      <Chart title="Through the tunnels, last 24 hours" series={series} text={bitRate} least={1000} />
      <p class="quiet">The addresses may carry {sizes.join(" and ")}, in each direction.</p>
    </section>
  );
}
