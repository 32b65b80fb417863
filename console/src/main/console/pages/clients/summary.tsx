import { useState } from "preact/hooks";
import type { ClientGateway } from "../../core/types";
import { Age } from "../../parts/age";
import { Copied } from "../../parts/copy";
import { Facts } from "../../parts/facts";
import { Status } from "../../parts/status";
import { useNames, useSubnets, useVpcs } from "../data";
import { EipRate } from "../network/rate";
import { Tags } from "../tags";
import { AddressActs } from "./address";
import { CarryOut, ORDERED } from "./order";
import { Upgrades } from "./upgrade";

/** What a client gateway is, where it stands, and at which address clients find it. */
export function ClientGatewaySummary({ of }: { of: ClientGateway }) {
  const [sizing, setSizing] = useState(false);
  const vpcs = useNames(useVpcs().value?.vpcs);
  const subnets = useNames(useSubnets().value?.subnets);
  return (
    <>
      <section class="card">
        <h2>Gateway</h2>
        <Facts
          of={[
            ["Status", <Status of={of.status} />],
            ["Since", <Age at={of.status_changed_at} />],
            ["Address", of.eip ? <Copied text={of.eip.ip_address} label="address" /> : "none: nobody can connect"],
            of.eip && ["Bandwidth", <EipRate of={of.eip} />],
            ["VPC", <a href={`/console/vpcs/${of.vpc_id}`}>{vpcs.of(of.vpc_id)}</a>],
            ["Subnet of the node", subnets.of(of.connect_subnet)],
            ["Zone", of.nodes?.[0]?.zone],
            ["Sessions", `${of.current_connection_number} of ${of.max_connection_number}`],
            ["Flavor", of.flavor],
            of.version !== undefined && ["Software", of.version],
            ["Changed", <Age at={of.updated_at} />],
            ["Created", <Age at={of.created_at} />],
            ["ID", <Copied text={of.id} label="id of the client gateway" />],
          ]}
        />
        <div class="actions">
          <AddressActs of={of} />
          <button type="button" onClick={() => setSizing(true)}>
            Change size
          </button>
        </div>
      </section>
      <Upgrades of={of} />
      <Tags of={of.tags} type="p2c-vpn-gateways" id={of.id} list="p2c-vpn-gateways" />
      {sizing && <CarryOut of={ORDERED.size} onClose={() => setSizing(false)} />}
    </>
  );
}
