import type { Live } from "../core/live";
import { useLive } from "../core/live";
import { useProject } from "../core/session";
import type { Quota } from "../core/types";
import { useAll } from "./data";

type Answer = { readonly quotas: { readonly resources: readonly Quota[] } };

const WORDS: Record<string, string> = {
  vpn_gateway: "VPN gateways",
  customer_gateway: "Customer gateways",
  vpn_connection: "Connections",
  vpc: "VPCs",
  subnet: "Subnets",
  publicIp: "Public addresses",
  shareBandwidth: "Shared bandwidths",
  shareBandwidthIP: "Addresses in a shared bandwidth",
};

export function quotaWord(quota: Quota): string {
  return WORDS[quota.type] ?? quota.type;
}

/** The quotas of the project, of the VPN and of the network together. Whatever is made or deleted changes them. */
export function useQuotas(): Live<readonly Quota[]> {
  const project = useProject();
  const vpn = useLive<Answer>(`/v5/${project}/vpn/quotas`, "quotas");
  const network = useLive<Answer>(`/v1/${project}/quotas`, "quotas");
  return useAll([vpn, network], (...both) => both.flatMap(({ quotas }) => quotas.resources));
}
