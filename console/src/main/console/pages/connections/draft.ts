import type { Connection } from "../../core/types";
import type { FieldOf } from "../../parts/fields";
import { entries, given, numeric } from "../../parts/fields";

/** A connection as it is typed: nothing is checked before the service checks it. */
export interface Draft {
  readonly name: string;
  readonly gateway: string;
  /** The id of the gateway's EIP. */
  readonly address: string;
  /** The id of the customer gateway. */
  readonly site: string;
  readonly role: string;
  readonly style: string;
  readonly networks: string;
  /** A line for each rule, such as `10.1.0.0/24 to 192.168.1.0/24, 192.168.2.0/24`. */
  readonly rules: string;
  readonly nqa: boolean;
  readonly hub: boolean;
  readonly watched: boolean;
  readonly tunnel_local: string;
  readonly tunnel_peer: string;
  readonly psk: string;
  readonly ike_version: string;
  readonly ike_mode: string;
  readonly ike_encryption: string;
  readonly ike_integrity: string;
  readonly ike_group: string;
  readonly ike_lifetime: string;
  readonly local_id: string;
  readonly peer_id: string;
  readonly dpd_interval: string;
  readonly dpd_timeout: string;
  readonly ipsec_encryption: string;
  readonly ipsec_integrity: string;
  readonly pfs: string;
  readonly ipsec_lifetime: string;
}

export const NEW: Draft = {
  name: "", gateway: "", address: "", site: "", role: "", style: "static", networks: "", rules: "",
  nqa: false, hub: false, watched: false, tunnel_local: "", tunnel_peer: "", psk: "",
  ike_version: "", ike_mode: "", ike_encryption: "", ike_integrity: "", ike_group: "", ike_lifetime: "",
  local_id: "", peer_id: "", dpd_interval: "", dpd_timeout: "",
  ipsec_encryption: "", ipsec_integrity: "", pfs: "", ipsec_lifetime: "",
};

/** What a connection is, as it would have been typed. Its key is never told. */
export function draftOf(c: Connection): Draft {
  return {
    ...NEW,
    name: c.name,
    gateway: c.vgw_id,
    address: c.vgw_ip,
    site: c.cgw_id,
    role: c.ha_role,
    style: c.style.toLowerCase(),
    networks: c.peer_subnets.join("\n"),
    rules: c.policy_rules.map((rule) => `${rule.source} to ${rule.destination.join(", ")}`).join("\n"),
    nqa: c.enable_nqa ?? false,
    hub: c.enable_hub ?? false,
    tunnel_local: c.tunnel_local_address,
    tunnel_peer: c.tunnel_peer_address,
    ...ikeOf(c.ikepolicy),
    ipsec_encryption: c.ipsecpolicy.encryption_algorithm,
    ipsec_integrity: c.ipsecpolicy.authentication_algorithm,
    pfs: c.ipsecpolicy.pfs,
    ipsec_lifetime: `${c.ipsecpolicy.lifetime_seconds}`,
  };
}

function ikeOf(ike: Connection["ikepolicy"]) {
  return {
    ike_version: ike.ike_version,
    ike_mode: ike.phase1_negotiation_mode ?? "",
    ike_encryption: ike.encryption_algorithm,
    ike_integrity: ike.authentication_algorithm,
    ike_group: ike.dh_group,
    ike_lifetime: `${ike.lifetime_seconds}`,
    local_id: ike.local_id,
    peer_id: ike.peer_id,
    dpd_interval: `${ike.dpd.interval}`,
    dpd_timeout: `${ike.dpd.timeout}`,
  };
}

/** Fields with the members that they fill, below `vpn_connection`, and the step of the wizard that they stand in. */
const FILLS: readonly (readonly [key: string, label: string, member: string, step: number])[] = [
  ["name", "Name", "name", 0],
  ["gateway", "VPN gateway", "vgw_id", 0],
  ["address", "Address of the gateway", "vgw_ip", 0],
  ["site", "Customer gateway", "cgw_id", 0],
  ["role", "Place", "ha_role", 0],
  ["style", "Style", "style", 1],
  ["networks", "Peer networks", "peer_subnets", 1],
  ["rules", "Rules", "policy_rules", 1],
  ["nqa", "Echoes through the tunnel", "enable_nqa", 1],
  ["hub", "Hub", "enable_hub", 1],
  ["tunnel_local", "Address in the tunnel, here", "tunnel_local_address", 1],
  ["tunnel_peer", "Address in the tunnel, there", "tunnel_peer_address", 1],
  ["psk", "Pre-shared key", "psk", 2],
  ["ike_version", "IKE version", "ikepolicy.ike_version", 2],
  ["ike_mode", "Mode of IKEv1", "ikepolicy.phase1_negotiation_mode", 2],
  ["ike_encryption", "IKE encryption", "ikepolicy.encryption_algorithm", 2],
  ["ike_integrity", "IKE authentication", "ikepolicy.authentication_algorithm", 2],
  ["ike_group", "IKE DH group", "ikepolicy.dh_group", 2],
  ["ike_lifetime", "IKE lifetime (seconds)", "ikepolicy.lifetime_seconds", 2],
  ["local_id", "Our identity", "ikepolicy.local_id", 2],
  ["peer_id", "The peer's identity", "ikepolicy.peer_id", 2],
  ["dpd_interval", "Dead peer detection after (seconds)", "ikepolicy.dpd.interval", 2],
  ["dpd_timeout", "Dead peer detection for (seconds)", "ikepolicy.dpd.timeout", 2],
  ["ipsec_encryption", "IPsec encryption", "ipsecpolicy.encryption_algorithm", 2],
  ["ipsec_integrity", "IPsec authentication", "ipsecpolicy.authentication_algorithm", 2],
  ["pfs", "Perfect forward secrecy", "ipsecpolicy.pfs", 2],
  ["ipsec_lifetime", "IPsec lifetime (seconds)", "ipsecpolicy.lifetime_seconds", 2],
];

export const FIELDS: readonly FieldOf[] = FILLS.map(([key, label, member, step]) => ({
  key,
  label,
  fills: [`vpn_connection.${member}`],
  step,
}));

export interface Rule {
  readonly source: string | undefined;
  readonly destination: readonly string[];
}

/** A line that has no `to` goes with what it has: the service says what is missing. */
export function rulesOf(text: string): Rule[] {
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const [source, destination = ""] = line.split(/\s+to\s+|\s*->\s*/);
      return { source: given(source!), destination: entries(destination) };
    });
}

/** The members of a request, nested as the request has them; what is empty is not among them. */
export function members(draft: Draft): Record<string, unknown> {
  const { style } = draft;
  return filled({
    name: given(draft.name),
    vgw_id: given(draft.gateway),
    vgw_ip: given(draft.address),
    cgw_id: given(draft.site),
    ha_role: given(draft.role),
    style,
    peer_subnets: entries(draft.networks),
    policy_rules: style === "policy" ? rulesOf(draft.rules) : undefined,
    enable_nqa: style === "static" ? draft.nqa : undefined,
    enable_hub: style === "bgp" ? draft.hub : undefined,
    enable_health_check: draft.watched || undefined,
    tunnel_local_address: given(draft.tunnel_local),
    tunnel_peer_address: given(draft.tunnel_peer),
    psk: draft.psk === "" ? undefined : draft.psk,
    ikepolicy: ikepolicy(draft),
    ipsecpolicy: filled({
      encryption_algorithm: given(draft.ipsec_encryption),
      authentication_algorithm: given(draft.ipsec_integrity),
      pfs: given(draft.pfs),
      lifetime_seconds: numeric(draft.ipsec_lifetime),
    }),
  });
}

function ikepolicy(draft: Draft): Record<string, unknown> {
  return filled({
    ike_version: given(draft.ike_version),
    phase1_negotiation_mode: draft.ike_version === "v1" ? given(draft.ike_mode) : undefined,
    encryption_algorithm: given(draft.ike_encryption),
    authentication_algorithm: given(draft.ike_integrity),
    dh_group: given(draft.ike_group),
    lifetime_seconds: numeric(draft.ike_lifetime),
    local_id: given(draft.local_id),
    peer_id: given(draft.peer_id),
    dpd: filled({ interval: numeric(draft.dpd_interval), timeout: numeric(draft.dpd_timeout) }),
  });
}

/** What has a value; objects that have nothing in them are left out too. */
function filled(object: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined && !isBare(value)));
}

function isBare(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;
}

/** What is another than before: the members of a request that changes a connection, of which the rest stays. */
export function changed(before: Draft, after: Draft): Record<string, unknown> {
  return difference(members(before), members(after));
}

function difference(before: Record<string, unknown>, after: Record<string, unknown>): Record<string, unknown> {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return filled(Object.fromEntries([...names].map((name) => [name, another(name, before[name], after[name])])));
}

function another(name: string, was: unknown, is: unknown): unknown {
  if (JSON.stringify(was) === JSON.stringify(is)) return undefined;
  if (isObject(was) || isObject(is)) return difference(isObject(was) ? was : {}, isObject(is) ? is : {});
  return is === undefined ? emptied(name) : is;
}

/** What a member becomes whose field was emptied: an identity follows its end again, others are refused. */
function emptied(name: string): unknown {
  if (name === "local_id" || name === "peer_id") return null;
  return name === "phase1_negotiation_mode" ? undefined : "";
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
