import type { Option } from "../../parts/controls";
import type { FieldOf } from "../../parts/fields";
import { entries, given, numeric } from "../../parts/fields";

/** A gateway as it is typed: nothing is checked before the service checks it. */
export interface GatewayDraft {
  readonly name: string;
  readonly vpc: string;
  readonly subnet: string;
  readonly networks: string;
  readonly mode: string;
  readonly flavor: string;
  readonly asn: string;
  /** The ids of EIPs that are there; a new one is made where it is empty, or names a bandwidth by `SHARING`. */
  readonly eip1: string;
  readonly eip2: string;
  /** Of each new EIP, in Mbit/s. */
  readonly bandwidth: string;
}

export const NEW: GatewayDraft = {
  name: "",
  vpc: "",
  subnet: "",
  networks: "",
  mode: "active-active",
  flavor: "Professional1",
  asn: "",
  eip1: "",
  eip2: "",
  bandwidth: "100",
};

/** With what each address may carry at most, in each direction by itself. */
export const FLAVORS: readonly Option[] = [
  ["Professional1", "Professional1: up to 300 Mbit/s"],
  ["Professional2", "Professional2: up to 1 Gbit/s"],
];

export const FIELDS: readonly FieldOf[] = [
  { key: "name", label: "Name", fills: ["vpn_gateway.name"], step: 0 },
  {
    key: "vpc",
    label: "VPC",
    fills: ["vpn_gateway.vpc_id", "vpn_gateway.access_vpc_id"],
    step: 0,
  },
  {
    key: "subnet",
    label: "Subnet of the nodes",
    fills: ["vpn_gateway.connect_subnet", "vpn_gateway.access_subnet_id"],
    step: 0,
  },
  { key: "networks", label: "Local networks", fills: ["vpn_gateway.local_subnets"], step: 0 },
  { key: "mode", label: "High availability", fills: ["vpn_gateway.ha_mode"], step: 1 },
  { key: "flavor", label: "Flavor", fills: ["vpn_gateway.flavor"], step: 1 },
  { key: "asn", label: "AS number", fills: ["vpn_gateway.bgp_asn"], step: 1 },
  { key: "eip1", label: "First address", fills: ["vpn_gateway.eip1"], step: 1 },
  { key: "eip2", label: "Second address", fills: ["vpn_gateway.eip2"], step: 1 },
  {
    key: "bandwidth",
    label: "Bandwidth of new addresses (Mbit/s)",
    fills: ["vpn_gateway.eip1.bandwidth_size", "vpn_gateway.eip2.bandwidth_size"],
    step: 1,
  },
];

/** What stands before the id of a shared bandwidth where an EIP is chosen. */
export const SHARING = "new in ";

/** An EIP of a new gateway, as a request names it. */
type NewEip =
  | { readonly id: string }
  | { readonly type: string; readonly bandwidth_id: string }
  | { readonly type: string; readonly charge_mode: string; readonly bandwidth_size: number | string | undefined };

/** The body that makes it; what is empty is left out. */
export function gatewayBody(draft: GatewayDraft) {
  const type = "5_bgp";
  const eip = (chosen: string): NewEip => {
    if (chosen === "") return { type, charge_mode: "traffic", bandwidth_size: numeric(draft.bandwidth) };
    if (chosen.startsWith(SHARING)) return { type, bandwidth_id: chosen.slice(SHARING.length) };
    return { id: chosen };
  };
  return {
    vpn_gateway: {
      name: given(draft.name),
      vpc_id: given(draft.vpc),
      connect_subnet: given(draft.subnet),
      local_subnets: entries(draft.networks),
      ha_mode: draft.mode,
      flavor: draft.flavor,
      bgp_asn: numeric(draft.asn),
      eip1: eip(draft.eip1),
      eip2: eip(draft.eip2),
    },
  };
}
