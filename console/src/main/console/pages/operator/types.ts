/** A host as its operator sees it. */
export interface Host {
  readonly id: string;
  readonly name: string;
  readonly zones: readonly string[];
  readonly enrolled: boolean;
  readonly state: "heard" | "silent" | "lost";
  readonly last_heard_at?: string;
  readonly tunnels: { readonly up: number; readonly all: number };
  /** How much of it is in use, from 0 to 1. */
  readonly processor?: number;
  /** In bytes. */
  readonly memory?: { readonly used: number; readonly total: number };
  readonly concerns: readonly string[];
}

/** A node of a VPN gateway as its operator sees it. */
export interface HostNode {
  readonly vgw_id: string;
  /** 1 or 2. */
  readonly index: number;
  readonly id: string;
  readonly availability_zone: string;
  readonly eip?: string;
  /** Whether traffic shall leave it. */
  readonly drained: boolean;
  /** What its host has seen of that. */
  readonly state: string;
  readonly drain?: { readonly asked_at?: string; readonly passing?: boolean };
}

/** A tenant's project. */
export interface TenantProject {
  readonly id: string;
  readonly name: string;
  readonly domain_id: string;
}

/** All that a new tenant's programs need; it is shown this once. */
export interface TenantCredentials {
  readonly endpoint: string;
  readonly region: string;
  readonly project_id: string;
  readonly domain: string;
  readonly user: string;
  readonly user_id: string;
  readonly password: string;
  readonly access_key: string;
  readonly secret_key: string;
}
