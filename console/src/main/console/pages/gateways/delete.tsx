import { call } from "../../core/api";
import { refresh } from "../../core/live";
import { useProject } from "../../core/session";
import type { Gateway } from "../../core/types";
import { Confirm } from "../../parts/confirm";
import { toast } from "../../parts/toasts";
import { useConnections } from "../data";

/** Asks before a gateway goes. Its connections have to go first, so no tunnel ends by this. */
export function DeleteGateway({ of, onClose, done }: { of: Gateway; onClose: () => void; done?: () => void }) {
  const project = useProject();
  const connections = useConnections().value?.vpn_connections ?? [];
  const obstacles = connections
    .filter((c) => c.vgw_id === of.id && c.status !== "PENDING_DELETE")
    .map((c) => ({ title: `connection ${c.name}`, to: `/console/vpn-connections/${c.id}` }));
  const act = async () => {
    await call("DELETE", `/v5/${project}/vpn-gateways/${of.id}`);
    refresh("vpn-gateways", "publicips");
    toast(`VPN gateway ${of.name} is being deleted`);
    done?.();
  };
  const addresses = [of.eip1?.ip_address, of.eip2?.ip_address].filter(Boolean).join(" and ");
  return (
    <Confirm
      title={`Delete ${of.name}?`}
      yes="Delete gateway"
      obstacles={obstacles}
      act={act}
      onClose={onClose}
    >
      <p>
        Its nodes go, and with them the routes of its VPC that lead through it.
        {addresses && ` Of its addresses ${addresses}, those that were made with it go too; others stay yours.`}
      </p>
    </Confirm>
  );
}
