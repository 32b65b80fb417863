import { useState } from "preact/hooks";
import { ApiError, call } from "../../core/api";
import { refresh } from "../../core/live";
import { useProject } from "../../core/session";
import type { Gateway, NodeEip } from "../../core/types";
import { many } from "../../core/words";
import { Ask } from "../../parts/ask";
import { ListField, TextField } from "../../parts/controls";
import type { FieldOf } from "../../parts/fields";
import { entries } from "../../parts/fields";
import { AskFor } from "../../parts/inputs";
import { toast } from "../../parts/toasts";
import { useConnections, useFreeEips } from "../data";
import { FLAVORS } from "./draft";

const FIELDS: readonly FieldOf[] = [
  { key: "new-name", label: "Name", fills: ["vpn_gateway.name"] },
  { key: "new-networks", label: "Local networks", fills: ["vpn_gateway.local_subnets"] },
];

/** Changes what can be changed of a gateway; what is as before is not sent. */
export function ChangeGateway({ of, onClose }: { of: Gateway; onClose: () => void }) {
  const project = useProject();
  const [name, setName] = useState(of.name);
  const [networks, setNetworks] = useState(of.local_subnets.join("\n"));
  const sends = async () => {
    const given = entries(networks);
    const same = given.join() === of.local_subnets.join();
    const vpn_gateway = {
      name: name === of.name ? undefined : name,
      local_subnets: same ? undefined : given,
    };
    await call("PUT", `/v5/${project}/vpn-gateways/${of.id}`, { vpn_gateway });
    refresh("vpn-gateways");
    toast(`VPN gateway ${name} is being changed`);
  };
  return (
    <Ask
      title={`Change ${of.name}`}
      yes="Change gateway"
      what="The gateway was not changed."
      fields={FIELDS}
      sends={sends}
      onClose={onClose}
    >
      {(form) => (
        <>
          <TextField
            form={form}
            of="new-name"
            value={name}
            change={setName}
            hint="1 to 64 letters, digits, underscores, hyphens and periods"
          />
          <ListField
            form={form}
            of="new-networks"
            value={networks}
            change={setNetworks}
            rows={4}
            hint="What sites may reach; several with spaces, commas or lines"
          />
        </>
      )}
    </Ask>
  );
}

/** Lets a gateway carry more. */
export function UpgradeGateway({ of, onClose }: { of: Gateway; onClose: () => void }) {
  const project = useProject();
  const options = FLAVORS.filter(([flavor]) => of.supported_flavors?.includes(flavor));
  const sends = async (vpn_gateway: { flavor: string }) => {
    await call("POST", `/v5/${project}/vpn-gateways/${of.id}/update-specification`, { vpn_gateway });
    refresh("vpn-gateways");
    toast(`VPN gateway ${of.name} is being upgraded`);
  };
  return (
    <AskFor
      title={`Upgrade ${of.name}`}
      yes="Upgrade gateway"
      what="The gateway was not upgraded."
      start={{ flavor: options[0]?.[0] ?? "" }}
      inputs={() => [{ key: "flavor", label: "Flavor", fills: ["vpn_gateway.flavor"], as: "choice", options }]}
      sends={sends}
      onClose={onClose}
    >
      <p>
        Each of its addresses carries up to that much then, in each direction, if its bandwidth allows it. Tunnels stay
        up. There is no way back to {of.flavor}.
      </p>
    </AskFor>
  );
}

/**
 * Leads to a node by another address.
 *
 * @param number of the node, from 1
 */
export function ReplaceAddress(props: { of: Gateway; eip: NodeEip; number: number; onClose: () => void }) {
  const { of, eip } = props;
  const project = useProject();
  const options = useFreeEips();
  const at = (useConnections().value?.vpn_connections ?? []).filter((c) => c.vgw_ip === eip.id).length;
  const member = `eip_id_${props.number}`;
  const path = `vpn_gateway.${member}`;
  const sends = async ({ address }: { address: string }) => {
    if (!address) throw new ApiError(400, "", "", "", [{ path, message: "must be chosen" }]);
    await call("PUT", `/v5/${project}/vpn-gateways/${of.id}`, { vpn_gateway: { [member]: address } });
    refresh("vpn-gateways", "publicips", "vpn-connections");
    toast(`Node ${props.number} of ${of.name} gets another address`);
  };
  return (
    <AskFor
      title={`Replace ${eip.ip_address}`}
      yes="Replace address"
      what="The address was not replaced."
      start={{ address: "" }}
      inputs={() => [
        {
          key: "address",
          label: "New address",
          fills: [path],
          as: "choice",
          none: "Choose…",
          options,
          hint: options.length > 0 ? undefined : "None is free: get one under Public addresses first",
        },
      ]}
      sends={sends}
      onClose={props.onClose}
    >
      <p>
        {at === 0
          ? "No connection is made at it. "
          : `What is made at it ends: the tunnels of ${many(at, "connection")} stay down until the devices are pointed ` +
            "to the new address, and expect it as the gateway's identity, unless another one is set. "}
        {eip.ip_address} stays yours.
      </p>
    </AskFor>
  );
}
