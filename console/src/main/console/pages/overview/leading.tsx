import { useMemo } from "preact/hooks";
import { bitRate, many } from "../../core/words";
import { Topology } from "../../parts/topology";
import { connectionTone, connectionWord } from "../connections/tone";
import { useLatest } from "../metrics";
import type { Everything } from "./page";

const RATES = ["send_rate", "recv_rate"];

/** What leads where, with what passes. */
export function Leading({ of }: { of: Everything }) {
  const up = useMemo(() => of.connections.filter((c) => c.status === "ACTIVE").map((c) => c.id), [of.connections]);
  const latest = useLatest(RATES, up);
  const traffic = useMemo(
    () =>
      new Map(
        up.flatMap((id) => {
          const rates = latest.get(id);
          const sum = RATES.reduce((all, rate) => all + (rates?.get(rate) ?? 0), 0);
          return rates?.size ? [[id, sum === 0 ? "no traffic" : bitRate(sum)] as const] : [];
        }),
      ),
    [latest, up],
  );
  const gateways = [
    ...of.gateways.map((g) => ({ ...g, kind: "VPN gateway", fact: g.ha_mode, to: `/console/vpn-gateways/${g.id}` })),
    ...of.clients.map((g) => ({
      ...g,
      eip1: g.eip,
      kind: "Client gateway",
      fact: many(g.current_connection_number, "live session"),
      to: `/console/client-gateways/${g.id}`,
    })),
  ];
  return (
    <section class="card" aria-labelledby="topology">
      <h2 id="topology">Topology</h2>
      <Topology
        vpcs={of.vpcs}
        gateways={gateways}
        connections={of.connections}
        sites={of.sites}
        tone={connectionTone}
        word={connectionWord}
        traffic={traffic}
      />
    </section>
  );
}
