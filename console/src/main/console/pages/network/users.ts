import { useMemo } from "preact/hooks";
import type { ClientGateway, Gateway, Subnet } from "../../core/types";
import type { Obstacle } from "../../parts/confirm";
import { useClientGateways, useGateways, useSubnets } from "../data";

/** Something that lies in a network or has an address. */
export interface User extends Obstacle {
  readonly id: string;
  readonly vpc: string;
  readonly subnet: string;
}

/** Gateways of both kinds, by where they lie. */
export function useUsers(): readonly User[] {
  const gateways = useGateways().value?.vpn_gateways;
  const clients = useClientGateways().value?.p2c_vpn_gateways;
  return useMemo(() => [...(gateways ?? []).map(ofGateway), ...(clients ?? []).map(ofClients)], [gateways, clients]);
}

function ofGateway(g: Gateway): User {
  const title = `VPN gateway ${g.name}`;
  return { id: g.id, title, to: `/console/vpn-gateways/${g.id}`, vpc: g.vpc_id, subnet: g.connect_subnet };
}

function ofClients(g: ClientGateway): User {
  const title = `client gateway ${g.name}`;
  return { id: g.id, title, to: `/console/client-gateways/${g.id}`, vpc: g.vpc_id, subnet: g.connect_subnet };
}

/** The subnets of a VPC, once they were read. */
export function useSubnetsOf(vpc: string): readonly Subnet[] | undefined {
  const all = useSubnets().value?.subnets;
  return useMemo(() => all?.filter((subnet) => subnet.vpc_id === vpc), [all, vpc]);
}
