import { toneOf } from "../../core/words";
import type { ClientGateway, Connection, CustomerGateway, Gateway, Vpc } from "../../core/types";
import { Empty, Rows } from "../../parts/empty";
import { Head } from "../../parts/head";
import { Refused } from "../../parts/loaded";
import { Problem } from "../../parts/problem";
import { connectionTone } from "../connections/tone";
import { useClientGateways, useConnections, useCustomerGateways, useGateways, useVpcs } from "../data";
import { Attention } from "./attention";
import { Leading } from "./leading";
import { Quotas } from "./quotas";
import { Tile } from "./tile";
import { WorstMonitors } from "./monitors";

/** What there is of everything that the overview shows. */
export interface Everything {
  readonly gateways: readonly Gateway[];
  readonly connections: readonly Connection[];
  readonly sites: readonly CustomerGateway[];
  readonly vpcs: readonly Vpc[];
  readonly clients: readonly ClientGateway[];
}

export function Overview() {
  const gateways = useGateways();
  const connections = useConnections();
  const sites = useCustomerGateways();
  const vpcs = useVpcs();
  const clients = useClientGateways();
  const error = gateways.error ?? connections.error ?? sites.error ?? vpcs.error ?? clients.error;
  const all: Everything | undefined =
    gateways.value && connections.value && sites.value && vpcs.value && clients.value
      ? {
          gateways: gateways.value.vpn_gateways,
          connections: connections.value.vpn_connections,
          sites: sites.value.customer_gateways,
          vpcs: vpcs.value.vpcs,
          clients: clients.value.p2c_vpn_gateways,
        }
      : undefined;
  return (
    <>
      <Head title="Overview" />
      {all && error && <Problem error={error} what="What you see may be old." />}
      {!all && (error ? <Refused error={error} what="the overview" /> : <Rows count={6} />)}
      {all && <Contents of={all} />}
    </>
  );
}

function Contents({ of }: { of: Everything }) {
  return (
    <>
      <div class="tiles">
        <Tile
          count={of.gateways.length}
          title="VPN gateways"
          to="/console/vpn-gateways"
          tones={of.gateways.map((g) => toneOf(g.status))}
        />
        <Tile
          count={of.connections.length}
          title="Connections"
          to="/console/vpn-connections"
          tones={of.connections.map(connectionTone)}
        />
        <Tile count={of.sites.length} title="Customer gateways" to="/console/customer-gateways" tones={[]} />
        <Tile
          count={of.clients.length}
          title="Client gateways"
          to="/console/client-gateways"
          tones={of.clients.map((g) => toneOf(g.status))}
        />
      </div>
      <Attention of={of} />
      {of.gateways.length + of.clients.length === 0 ? (
        <Empty
          title="No VPN gateway yet"
          action={
            <a class="button primary" href="/console/vpn-gateways/new">
              Create gateway
            </a>
          }
        >
          A gateway joins a VPC with your sites; then connections lead from it to the devices there.
        </Empty>
      ) : (
        <Leading of={of} />
      )}
      <WorstMonitors of={of.connections} />
      <Quotas />
    </>
  );
}
