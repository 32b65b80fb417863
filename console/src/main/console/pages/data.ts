import { useMemo } from "preact/hooks";
import type { Live } from "../core/live";
import { useLive } from "../core/live";
import { useProject } from "../core/session";
import type {
  Bandwidth,
  ClientGateway,
  Connection,
  CustomerGateway,
  Eip,
  Gateway,
  Monitor,
  Subnet,
  Vpc,
} from "../core/types";
import type { Option } from "../parts/controls";

/** Lists are read whole: filters and sorting are the page's. */
const WHOLE = "limit=2000";

/** The lists that pages share, of the project that is looked at. */
export function useGateways(): Live<{ vpn_gateways: readonly Gateway[] }> {
  return useLive(`/v5/${useProject()}/vpn-gateways`, "vpn-gateways");
}

export function useCustomerGateways(): Live<{ customer_gateways: readonly CustomerGateway[] }> {
  return useLive(`/v5/${useProject()}/customer-gateways?${WHOLE}`, "customer-gateways");
}

export function useConnections(): Live<{ vpn_connections: readonly Connection[] }> {
  return useLive(`/v5/${useProject()}/vpn-connection?${WHOLE}`, "vpn-connections");
}

export function useMonitors(): Live<{ connection_monitors: readonly Monitor[] }> {
  return useLive(`/v5/${useProject()}/connection-monitors`, "connection-monitors");
}

export function useClientGateways(): Live<{ p2c_vpn_gateways: readonly ClientGateway[] }> {
  return useLive(`/v5/${useProject()}/p2c-vpn-gateways?${WHOLE}`, "p2c-vpn-gateways", "sessions");
}

export function useVpcs(): Live<{ vpcs: readonly Vpc[] }> {
  return useLive(`/v1/${useProject()}/vpcs`, "vpcs");
}

export function useSubnets(): Live<{ subnets: readonly Subnet[] }> {
  return useLive(`/v1/${useProject()}/subnets`, "subnets");
}

export function useEips(): Live<{ publicips: readonly Eip[] }> {
  return useLive(`/v3/${useProject()}/eip/publicips`, "publicips");
}

/** The addresses that nothing has, as those that one of them is chosen from. */
export function useFreeEips(): readonly Option[] {
  return (useEips().value?.publicips ?? [])
    .filter((eip) => eip.status === "DOWN")
    .map((eip) => [eip.id, `${eip.public_ip_address} · ${eip.bandwidth.size} Mbit/s`]);
}

export function useBandwidths(): Live<{ bandwidths: readonly Bandwidth[] }> {
  return useLive(`/v1/${useProject()}/bandwidths`, "bandwidths");
}

/** Those that several addresses share, as those that one of them is chosen from. */
export function useSharedBandwidths(): readonly Option[] {
  return (useBandwidths().value?.bandwidths ?? [])
    .filter((one) => one.share_type === "WHOLE")
    .map((one) => [one.id, `${one.name} · ${one.size} Mbit/s, shared`]);
}

/** What was read in several parts, as one: there once all are, and refused if one is. */
export function useAll<A extends readonly unknown[], T>(
  parts: { readonly [K in keyof A]: Live<A[K]> },
  make: (...values: A) => T,
): Live<T> {
  const all: readonly Live<unknown>[] = parts;
  return useMemo(() => {
    const values = all.map(({ value }) => value);
    return {
      value: values.includes(undefined) ? undefined : make(...(values as unknown as A)),
      error: all.find(({ error }) => error)?.error,
      at: Math.min(...all.map(({ at }) => at)),
    };
  }, all);
}

/** Whether a list is not for the caller to see. */
export function isHidden({ value, error }: Live<unknown>): boolean {
  return value === undefined && error?.status === 403;
}

/** A list, or what stands for it where the caller may not see it. */
export function unlessHidden<T>(list: Live<T>, instead: T): Live<T> {
  return isHidden(list) ? { ...list, value: instead, error: undefined } : list;
}

/** Finds things by their ids; what is not there, or not read yet, is called by the beginning of its id. */
export class Names<T extends { readonly id: string; readonly name: string }> {
  private readonly byId: ReadonlyMap<string, T>;

  constructor(things: readonly T[]) {
    this.byId = new Map(things.map((thing) => [thing.id, thing]));
  }

  get(id: string): T | undefined {
    return this.byId.get(id);
  }

  of(id: string): string {
    return this.byId.get(id)?.name || id.slice(0, 8);
  }
}

export function useNames<T extends { readonly id: string; readonly name: string }>(
  things: readonly T[] | undefined,
): Names<T> {
  return useMemo(() => new Names(things ?? []), [things]);
}

/** The addresses of gateways, by the ids of their EIPs, as connections name them. */
export function useAddresses(gateways: readonly Gateway[] | undefined): ReadonlyMap<string, string> {
  return useMemo(
    () =>
      new Map(
        (gateways ?? []).flatMap((gateway) =>
          [gateway.eip1, gateway.eip2].flatMap((eip) => (eip ? [[eip.id, eip.ip_address] as const] : [])),
        ),
      ),
    [gateways],
  );
}

/** Tags as people write them, for looking through. */
export function tagWords(tags: readonly { readonly key: string; readonly value: string }[]): string[] {
  return tags.map((tag) => `${tag.key}=${tag.value}`);
}
