import type { Gateway, GatewayNode, NodeEip } from "../../core/types";
import type { Tone } from "../../core/words";
import { toneOf } from "../../core/words";
import { Age } from "../../parts/age";
import { Copied } from "../../parts/copy";
import { Facts, Lines } from "../../parts/facts";
import { Status } from "../../parts/status";
import { useNames, useSubnets, useVpcs } from "../data";
import { Tags } from "../tags";

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
            ["VPC", `${vpcs.of(of.vpc_id)} ${vpcs.get(of.vpc_id)?.cidr ?? ""}`],
            ["Subnet of the nodes", `${subnets.of(of.connect_subnet)} ${subnet?.cidr ?? ""}`],
            ["Local networks", <Lines of={of.local_subnets} />],
            ["High availability", of.ha_mode],
            ["Flavor", of.flavor],
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
          <NodeFacts eip={eip} node={nodes[i]} />
        </li>
      ))}
    </ul>
  );
}

/** A node whose traffic the operator leads by the other one is no fault, but one less to fall back on. */
function nodeTone(status: string): Tone {
  return status === "DRAINING" || status === "DRAINED" ? "warn" : toneOf(status);
}

function NodeFacts({ eip, node }: { eip: NodeEip | undefined; node: GatewayNode | undefined }) {
  return (
    <Facts
      of={[
        node && ["Status", <Status of={node.status} tone={nodeTone(node.status)} />],
        eip && ["Address", <Copied text={eip.ip_address} label={`address ${eip.ip_address}`} />],
        eip && ["Bandwidth", `${eip.bandwidth_size} Mbit/s${eip.share_type === "WHOLE" ? ", shared" : ""}`],
        node && ["Zone", node.zone],
      ]}
    />
  );
}
