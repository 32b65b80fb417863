/** What the API answers, as far as pages read it. Members are named as they are sent. */

export interface Tag {
  readonly key: string;
  readonly value: string;
}

export interface NodeEip {
  readonly id: string;
  readonly ip_address: string;
  readonly bandwidth_id: string;
  readonly bandwidth_name: string;
  readonly bandwidth_size: number;
  readonly share_type: string;
}

export interface GatewayNode {
  readonly id: string;
  readonly zone: string;
  /** The public address that leads to it. */
  readonly ip?: string;
  readonly status: string;
}

export interface Gateway {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  /** Since when it has that status. */
  readonly status_changed_at?: string;
  readonly vpc_id: string;
  readonly local_subnets: readonly string[];
  readonly connect_subnet: string;
  readonly bgp_asn: number;
  readonly flavor: string;
  readonly supported_flavors?: readonly string[];
  readonly availability_zone_ids?: readonly string[];
  readonly connection_number: number;
  readonly used_connection_number: number;
  readonly enterprise_project_id: string;
  readonly ha_mode: string;
  readonly eip1?: NodeEip;
  readonly eip2?: NodeEip;
  readonly created_at?: string;
  readonly updated_at?: string;
  readonly nodes?: readonly GatewayNode[];
  readonly tags: readonly Tag[];
}

export interface CustomerGateway {
  readonly id: string;
  readonly name: string;
  readonly id_type: string;
  readonly id_value: string;
  readonly bgp_asn?: number;
  readonly tags: readonly Tag[];
  readonly created_at: string;
  readonly updated_at: string;
}

export interface PolicyRule {
  readonly rule_index: number;
  readonly source: string;
  readonly destination: readonly string[];
}

export interface IkePolicy {
  readonly ike_version: string;
  readonly phase1_negotiation_mode?: string;
  readonly authentication_algorithm: string;
  readonly encryption_algorithm: string;
  readonly dh_group: string;
  readonly lifetime_seconds: number;
  readonly local_id: string;
  readonly peer_id: string;
  readonly dpd: { readonly timeout: number; readonly interval: number; readonly msg: string };
}

export interface IpsecPolicy {
  readonly authentication_algorithm: string;
  readonly encryption_algorithm: string;
  readonly pfs: string;
  readonly lifetime_seconds: number;
}

export interface BgpPeer {
  readonly peer_ip_address: string;
  readonly peer_asn: number;
  readonly state: string;
  readonly state_duration: string;
  readonly num_received_routes: number;
  readonly num_message_received: number;
  readonly num_message_sent: number;
}

export interface Connection {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  /** Since when it has that status. */
  readonly status_changed_at?: string;
  /** A code of the diagnosis; absent while it is active. */
  readonly status_cause?: string;
  readonly vgw_id: string;
  /** The id of the EIP that it is made at. */
  readonly vgw_ip: string;
  readonly cgw_id: string;
  readonly style: string;
  readonly peer_subnets: readonly string[];
  readonly tunnel_local_address: string;
  readonly tunnel_peer_address: string;
  readonly enable_nqa?: boolean;
  readonly enable_hub?: boolean;
  readonly connection_monitor_id?: string;
  readonly policy_rules: readonly PolicyRule[];
  readonly ikepolicy: IkePolicy;
  readonly ipsecpolicy: IpsecPolicy;
  readonly ha_role: string;
  readonly tags: readonly Tag[];
  readonly created_at: string;
  readonly updated_at: string;
  readonly bgp_peer?: BgpPeer;
}

export interface Diagnosis {
  readonly code: string;
  readonly evidence?: string;
  readonly offered?: { readonly ours?: string; readonly theirs?: string };
  readonly field?: string;
  readonly changes: readonly { readonly at: string; readonly state: string; readonly reason?: string }[];
}

export interface SaInfo {
  readonly id: string;
  readonly source_ip_cidr: string;
  readonly dest_ip_cidr: string;
  readonly packets_sent: number;
  readonly packets_recv: number;
  readonly traffic_sent: number;
  readonly traffic_recv: number;
  readonly collected_at: string;
}

export interface GatewayRoute {
  readonly destination: string;
  readonly nexthop: string;
  readonly outbound_interface_ip: string;
  readonly origin: string;
  readonly as_path: string;
  readonly med: number;
  readonly nexthop_resource?: { readonly id: string; readonly type: string };
}

export interface LogLine {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly raw_message: string;
}

export interface Monitor {
  readonly id: string;
  readonly vpn_connection_id: string;
  readonly source_ip: string;
  readonly destination_ip: string;
  readonly status?: string;
}

export interface Vpc {
  readonly id: string;
  readonly name: string;
  readonly cidr: string;
  readonly status: string;
  readonly description: string;
  readonly created_at: string;
}

export interface Subnet {
  readonly id: string;
  readonly name: string;
  readonly cidr: string;
  readonly gateway_ip: string;
  readonly vpc_id: string;
  readonly status: string;
  readonly created_at: string;
}

/** The bandwidth inside of an EIP; `size` in Mbit/s. */
export interface Rate {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly share_type: string;
}

export interface Eip {
  readonly id: string;
  readonly status: string;
  readonly public_ip_address: string;
  readonly alias: string;
  readonly type: string;
  readonly bandwidth: Rate;
  readonly associate_instance_type?: string;
  readonly associate_instance_id?: string;
  readonly created_at: string;
  readonly tags: readonly string[];
}

export interface Bandwidth {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly share_type: string;
  readonly publicip_info: readonly { readonly publicip_id: string; readonly publicip_address: string }[];
  readonly created_at: string;
}

export interface Quota {
  readonly type: string;
  readonly used: number;
  readonly quota: number;
}

export interface ClientGateway {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  /** Since when it has that status. */
  readonly status_changed_at?: string;
  readonly vpc_id: string;
  readonly connect_subnet: string;
  readonly flavor: string;
  readonly eip?: NodeEip;
  readonly nodes?: readonly GatewayNode[];
  readonly max_connection_number: number;
  readonly current_connection_number: number;
  readonly tags: readonly Tag[];
  readonly version?: string;
  /** `ready` if a program that is started now would be another than the one that runs. */
  readonly upgrade_info: string;
  readonly created_at: string;
  readonly updated_at: string;
}
