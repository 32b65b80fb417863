import { call } from "../../core/api";
import { refresh } from "../../core/live";
import { useProject } from "../../core/session";
import type { CustomerGateway } from "../../core/types";
import { Confirm } from "../../parts/confirm";
import { toast } from "../../parts/toasts";
import { useConnections } from "../data";

/** Asks before a customer gateway goes. Connections to it have to go first. */
export function DeleteCustomerGateway(props: { of: CustomerGateway; onClose: () => void; done?: () => void }) {
  const { of } = props;
  const project = useProject();
  const connections = useConnections().value?.vpn_connections ?? [];
  const obstacles = connections
    .filter((c) => c.cgw_id === of.id)
    .map((c) => ({ title: `connection ${c.name}`, to: `/console/vpn-connections/${c.id}` }));
  const act = async () => {
    await call("DELETE", `/v5/${project}/customer-gateways/${of.id}`);
    refresh("customer-gateways");
    toast(`Customer gateway ${of.name} is deleted`);
    props.done?.();
  };
  return (
    <Confirm
      title={`Delete ${of.name}?`}
      yes="Delete customer gateway"
      obstacles={obstacles}
      act={act}
      onClose={props.onClose}
    >
      <p>The device at {of.id_value} is not touched: only what is known of it here goes.</p>
    </Confirm>
  );
}
