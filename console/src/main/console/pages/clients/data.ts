import { useLive } from "../../core/live";
import { useProject } from "../../core/session";
import type { ClientGateway } from "../../core/types";
import type { Group, LogGroup, Policy, Server, Session, User } from "./types";

const WHOLE = "limit=2000";

/** Where the gateways for clients are. */
export function useGatewayPath(): string {
  return `/v5/${useProject()}/p2c-vpn-gateways`;
}

/** Where what belongs to a server is. */
export function useServerPath(server: string): string {
  return `${useGatewayPath()}/vpn-servers/${server}`;
}

export function useClientGateway(id: string) {
  const path = `${useGatewayPath()}/${id}`;
  return useLive<{ p2c_vpn_gateway: ClientGateway }>(path, "p2c-vpn-gateways", "sessions", "tags", "publicips");
}

export function useServers(gateway: string) {
  const path = `${useGatewayPath()}/${gateway}/vpn-servers`;
  return useLive<{ vpn_servers: readonly Server[] }>(path, "vpn-servers", "client-cas", "p2c-vpn-gateways");
}

export function useUsers(server: string) {
  return useLive<{ users: readonly User[] }>(`${useServerPath(server)}/users?${WHOLE}`, "vpn-users");
}

export function useGroups(server: string) {
  const path = `${useServerPath(server)}/groups?${WHOLE}`;
  return useLive<{ user_groups: readonly Group[] }>(path, "vpn-user-groups", "vpn-users");
}

export function usePolicies(server: string) {
  const path = `${useServerPath(server)}/access-policies?${WHOLE}`;
  return useLive<{ access_policies: readonly Policy[] }>(path, "access-policies", "vpn-user-groups");
}

export function useSessions(gateway: string) {
  const path = `${useGatewayPath()}/${gateway}/connections`;
  return useLive<{ connections: readonly Session[] }>(path, "sessions");
}

/** The groups of streams for log lines. Nobody is told of changes: pages that make one read them again. */
export function useLogGroups() {
  return useLive<{ log_groups: readonly LogGroup[] }>(`/v2/${useProject()}/groups`, "p2c-vpn-gateways");
}
