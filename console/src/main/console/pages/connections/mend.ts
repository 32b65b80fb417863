import type { Connection } from "../../core/types";

/** Where a member of a connection is changed. */
export interface Mend {
  readonly title: string;
  readonly to: string;
}

/** Members as the diagnosis names them, with the field of the form that is focused, and its name in a sentence. */
const FIELDS: Record<string, readonly [field: string, title: string]> = {
  psk: ["psk", "the pre-shared key"],
  ikepolicy: ["ike_encryption", "the IKE policy"],
  "ikepolicy.peer_id": ["peer_id", "the peer's identity"],
  ipsecpolicy: ["ipsec_encryption", "the IPsec policy"],
  policy_rules: ["rules", "the rules"],
  peer_subnets: ["networks", "the peer networks"],
  tunnel_peer_address: ["tunnel_peer", "the addresses in the tunnel"],
  cgw_id: ["site", "the customer gateway"],
};

export function fieldToMend(member: string | undefined, of: Connection): Mend | undefined {
  const field = member === undefined ? undefined : FIELDS[member];
  return field && { title: field[1], to: `/console/vpn-connections/${of.id}/edit?field=${field[0]}` };
}
