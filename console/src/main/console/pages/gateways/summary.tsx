import { useState } from "preact/hooks";
import type { Gateway, GatewayNode, NodeEip } from "../../core/types";
import { Age } from "../../parts/age";
import { Copied } from "../../parts/copy";
import { Facts, Lines } from "../../parts/facts";
import { RowButton } from "../../parts/rowbutton";
import { Status } from "../../parts/status";
import { useNames, useSubnets, useVpcs } from "../data";
import { EipRate } from "../network/rate";
import { Tags } from "../tags";
import { ReplaceAddress, UpgradeGateway } from "./change";

/** What a gateway is: where it stands, its nodes with their addresses, its tags. */
export function GatewaySummary({ of }: { of: Gateway }) {
  const vpcs = useNames(useVpcs().value?.vpcs);
  const subnets = useNames(useSubnets().value?.subnets);
  const subnet = subnets.get(of.connect_subnet);
  return (
    <>
      <section class="card">
        <h2>Gateway</h2>
        <Facts
          of={[
            ["Status", <Status of={of.status} />],
            ["Since", <Age at={of.status_changed_at} />],
            ["VPC", `${vpcs.of(of.vpc_id)} ${vpcs.get(of.vpc_id)?.cidr ?? ""}`],
            ["Subnet of the nodes", `${subnets.of(of.connect_subnet)} ${subnet?.cidr ?? ""}`],
            ["Local networks", <Lines of={of.local_subnets} />],
            ["High availability", of.ha_mode],
            ["Flavor", <FlavorOf of={of} />],
            ["AS number", of.bgp_asn],
            ["Connections", `${of.used_connection_number} of ${of.connection_number}`],
            ["Changed", <Age at={of.updated_at} />],
            ["Created", <Age at={of.created_at} />],
            ["ID", <Copied text={of.id} label="id of the gateway" />],
          ]}
        />
      </section>
      <section class="card">
        <h2>Nodes</h2>
        <Nodes of={of} />
      </section>
      <Tags of={of.tags} type="vpn-gateway" id={of.id} list="vpn-gateways" />
    </>
  );
}

/** Each node with the address that sites reach it at. */
function Nodes({ of }: { of: Gateway }) {
  const eips = [of.eip1, of.eip2];
  const nodes = of.nodes ?? [];
  if (nodes.length === 0 && !of.eip1) return <p class="quiet">The nodes are being made.</p>;
  return (
    <ul class="nodes">
      {eips.map((eip, i) => (
        <li key={i}>
          <h3>Node {i + 1}</h3>
          <NodeFacts of={of} number={i + 1} eip={eip} node={nodes[i]} />
        </li>
      ))}
    </ul>
  );
}

function NodeFacts(props: {
  of: Gateway;
  number: number;
  eip: NodeEip | undefined;
  node: GatewayNode | undefined;
}) {
  const { of, number, eip, node } = props;
  return (
    <Facts
      of={[
        node && ["Status", <Status of={node.status} />],
        eip && ["Address", <AddressOf of={of} number={number} eip={eip} />],
        eip && ["Bandwidth", <EipRate of={eip} />],
        node && ["Zone", node.zone],
      ]}
    />
  );
}

function FlavorOf({ of }: { of: Gateway }) {
  const [asked, setAsked] = useState(false);
  return (
    <>
      {of.flavor}{" "}
      {(of.supported_flavors ?? []).length > 0 && (
        <RowButton word="Upgrade" of={of.name} onClick={() => setAsked(true)} />
      )}
      {asked && <UpgradeGateway of={of} onClose={() => setAsked(false)} />}
    </>
  );
}

function AddressOf(props: { of: Gateway; number: number; eip: NodeEip }) {
  const { ip_address } = props.eip;
  const [asked, setAsked] = useState(false);
  return (
    <>
      <Copied text={ip_address} label={`address ${ip_address}`} />{" "}
      <RowButton word="Replace" of={ip_address} onClick={() => setAsked(true)} />
      {asked && <ReplaceAddress {...props} onClose={() => setAsked(false)} />}
    </>
  );
}
