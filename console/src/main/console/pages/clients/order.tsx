import { call } from "../../core/api";
import { refresh } from "../../core/live";
import { go } from "../../core/router";
import { given } from "../../parts/fields";
import { AskFor } from "../../parts/inputs";
import { toast } from "../../parts/toasts";
import { useGatewayPath } from "./data";

/** What is agreed with the operator: a gateway that is made, or the sessions that one may have. */
export const ORDERED = {
  gateway: { title: "Create as ordered", yes: "Create client gateway", method: "POST", path: "subscribe" },
  size: { title: "Change the size", yes: "Change size", method: "PUT", path: "update-specification" },
} as const;

/** Has an order carried out. It knows itself which gateway it is for. */
export function CarryOut({ of, onClose }: { of: (typeof ORDERED)[keyof typeof ORDERED]; onClose: () => void }) {
  const path = useGatewayPath();
  return (
    <AskFor
      title={of.title}
      yes={of.yes}
      what="The order was not carried out."
      start={{ order: "" }}
      inputs={() => [{ key: "order", label: "Order", fills: ["order_id"], hint: "Such as CS2611271030JWT1O" }]}
      sends={async ({ order }) => {
        const at = `${path}/${of.path}/${encodeURIComponent(given(order) ?? "-")}`;
        const { p2c_vpn_gateway } = await call<{ p2c_vpn_gateway: { id: string } }>(of.method, at);
        refresh("p2c-vpn-gateways");
        toast("The order is being carried out");
        go(`/console/client-gateways/${p2c_vpn_gateway.id}`);
      }}
      onClose={onClose}
    >
      <p>The operator of this service agrees with you on what you get, and tells you an order for it.</p>
    </AskFor>
  );
}
