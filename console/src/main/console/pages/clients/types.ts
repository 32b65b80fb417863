/** What the API answers of VPN servers and those who may connect to them. */

export interface Certificate {
  readonly id: string;
  readonly name: string;
  readonly source?: string;
  readonly issuer: string;
  readonly subject: string;
  readonly expiration_time: string;
}

export interface Server {
  readonly id: string;
  readonly p2c_vgw_id: string;
  readonly client_cidr: string;
  readonly local_subnets: readonly string[];
  readonly client_auth_type: string;
  readonly server_certificate: Certificate;
  readonly client_ca_certificates: readonly Certificate[];
  readonly ssl_options: {
    readonly protocol: string;
    readonly port: number;
    readonly encryption_algorithm: string;
    readonly is_compressed: boolean;
  };
  readonly dns_servers: readonly string[];
  readonly status: string;
  /** Since when it has that status. */
  readonly status_changed_at?: string;
  readonly updated_at: string;
}

export interface User {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly user_group_id: string;
  readonly user_group_name: string;
  readonly static_ip: string;
  readonly updated_at: string;
}

export interface Group {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** `Default` for the one that comes with the server. */
  readonly type: string;
  readonly user_number: number;
  readonly updated_at: string;
}

export interface Policy {
  readonly id: string;
  readonly name: string;
  readonly user_group_id: string;
  readonly user_group_name: string;
  readonly description: string;
  readonly dest_ip_cidrs: readonly string[];
  readonly updated_at: string;
}

/** A live connection of a client; inbound is from the client. */
export interface Session {
  readonly connection_id: string;
  readonly client_virtual_ip: string;
  readonly client_ip: string;
  readonly client_user_name: string;
  readonly inbound_bytes: number;
  readonly outbound_bytes: number;
  readonly connection_established_time: string;
}

/** A group of streams for log lines. */
export interface LogGroup {
  readonly log_group_id: string;
  readonly log_group_name: string;
}
