import { useLive } from "../../core/live";
import { useProject } from "../../core/session";
import type { Quota } from "../../core/types";

type Quotas = { quotas: { resources: readonly Quota[] } };

/** From this share on a quota is near its limit. */
const NEAR = 0.8;

const WORDS: Record<string, string> = {
  vpn_gateway: "VPN gateways",
  customer_gateway: "Customer gateways",
  vpn_connection: "Connections",
  vpc: "VPCs",
  subnet: "Subnets",
  publicIp: "Public addresses",
  shareBandwidth: "Shared bandwidths",
  shareBandwidthIP: "Addresses in a shared bandwidth",
};

/** Quotas that are used up, or nearly; nothing while there is room. */
export function Quotas() {
  const project = useProject();
  const vpn = useLive<Quotas>(`/v5/${project}/vpn/quotas`, "quotas").value;
  const network = useLive<Quotas>(`/v1/${project}/quotas`, "quotas").value;
  const near = [vpn, network]
    .flatMap((one) => one?.quotas.resources ?? [])
    .filter((one) => one.quota > 0 && one.used / one.quota >= NEAR);
  if (near.length === 0) return null;
  return (
    <section class="card" aria-labelledby="quotas">
      <h2 id="quotas">Quotas near their limit</h2>
      <ul class="meters">
        {near.map((one) => (
          <li key={one.type}>
            <label>
              <span>{WORDS[one.type] ?? one.type}</span>
              <meter min={0} max={one.quota} high={one.quota * NEAR} value={one.used} />
            </label>
            <span class="num">
              {one.used} of {one.quota}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
