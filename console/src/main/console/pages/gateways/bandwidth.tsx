import type { Gateway } from "../../core/types";
import { Traffic } from "../traffic";

/** What passed the gateway's tunnels, and what its addresses may carry. */
export function GatewayBandwidth({ of }: { of: Gateway }) {
  const sizes = [of.eip1, of.eip2].flatMap((eip) => (eip ? [`${eip.bandwidth_size} Mbit/s`] : []));
  return (
    <Traffic id={of.id} kind="gateway_" peer="sites">
      <p class="quiet">The addresses may carry {sizes.join(" and ")}, in each direction.</p>
    </Traffic>
  );
}
