/** What the picture shows of a VPC, a gateway, a customer gateway and a connection; nothing else matters to it. */
export interface VpcAt {
  readonly id: string;
  readonly name: string;
}

export interface GatewayAt {
  readonly id: string;
  readonly name: string;
  readonly vpc_id: string;
  readonly eip1?: { readonly id: string } | undefined;
  readonly eip2?: { readonly id: string } | undefined;
}

export interface SiteAt {
  readonly id: string;
  readonly name: string;
}

export interface TunnelAt {
  readonly id: string;
  readonly name: string;
  readonly vgw_id: string;
  readonly vgw_ip: string;
  readonly cgw_id: string;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export interface Placed<T> {
  readonly of: T;
  readonly box: Box;
}

/** A node of a gateway, where connections begin. */
export interface NodeBox {
  readonly gateway: string;
  readonly eip: string;
  readonly number: number;
  readonly box: Box;
}

export interface Wire<C> {
  readonly of: C;
  readonly path: string;
  /** The middle of its label. */
  readonly x: number;
  readonly y: number;
}

export interface Picture<V, G, C, S> {
  readonly width: number;
  readonly height: number;
  readonly vpcs: readonly Placed<V>[];
  readonly gateways: readonly (Placed<G> & { readonly nodes: readonly NodeBox[] })[];
  readonly sites: readonly Placed<S>[];
  readonly wires: readonly Wire<C>[];
  /** From VPCs to their gateways. */
  readonly stems: readonly { readonly id: string; readonly path: string }[];
}

/** Where columns begin and how wide they are. */
export const COLUMNS = {
  vpc: { x: 1, w: 160 },
  gateway: { x: 215, w: 240 },
  label: { x: 678, w: 124 },
  site: { x: 790, w: 180 },
} as const;

const TOP = 40, GAP = 24, NODE = 38, HEAD = 52, BARE = 58, WIRE = 30, BETWEEN = 20;

function byName<T extends { name: string; id: string }>(list: readonly T[]): T[] {
  return [...list].sort((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id));
}

/** The same picture for the same things, always: columns, rows by name, nothing that has to settle. */
export function layout<V extends VpcAt, G extends GatewayAt, C extends TunnelAt, S extends SiteAt>(
  vpcs: readonly V[],
  gateways: readonly G[],
  connections: readonly C[],
  sites: readonly S[],
): Picture<V, G, C, S> {
  const left = cloud(vpcs, gateways);
  const nodes = new Map(left.gateways.flatMap((g) => g.nodes.map((node) => [`${node.gateway}/${node.eip}`, node])));
  const begins = (c: C) => nodes.get(`${c.vgw_id}/${c.vgw_ip}`);
  const tunnels = new Map<string, C[]>();
  for (const c of connections) {
    if (begins(c)) tunnels.set(c.cgw_id, [...(tunnels.get(c.cgw_id) ?? []), c]);
  }
  const placed = column(sites, (site) => (tunnels.get(site.id) ?? []).map((c) => begins(c)!.box.y));
  const wires = placed.flatMap((site) => fan(site, tunnels.get(site.of.id) ?? [], (c) => begins(c)!));
  const lowest = placed.at(-1);
  const height = Math.max(left.height, lowest ? lowest.box.y + lowest.box.h + BETWEEN : 0) + 4;
  return { ...left, sites: placed, wires, height, width: COLUMNS.site.x + COLUMNS.site.w + 2 };
}

/** VPCs with the gateways that are in them, from top to bottom. */
function cloud<V extends VpcAt, G extends GatewayAt>(vpcs: readonly V[], gateways: readonly G[]) {
  const placedVpcs: Placed<V>[] = [];
  const placedGateways: (Placed<G> & { nodes: NodeBox[] })[] = [];
  const stems: { id: string; path: string }[] = [];
  let y = TOP;
  for (const vpc of byName(vpcs)) {
    const mine = byName(gateways.filter((g) => g.vpc_id === vpc.id));
    const from = y;
    for (const gateway of mine) {
      const one = gatewayAt(gateway, y);
      placedGateways.push(one);
      y += one.box.h + GAP;
    }
    if (mine.length === 0) y += BARE + GAP;
    const box = { ...COLUMNS.vpc, y: from, h: y - GAP - from };
    placedVpcs.push({ of: vpc, box });
    for (const g of placedGateways.slice(placedGateways.length - mine.length)) {
      stems.push({ id: g.of.id, path: `M${box.x + box.w} ${g.box.y + g.box.h / 2}H${g.box.x}` });
    }
  }
  return { vpcs: placedVpcs, gateways: placedGateways, stems, height: y };
}

function gatewayAt<G extends GatewayAt>(gateway: G, y: number): Placed<G> & { nodes: NodeBox[] } {
  const { x, w } = COLUMNS.gateway;
  const eips = [gateway.eip1, gateway.eip2];
  const nodes = eips.flatMap((eip, i) =>
    eip ? [{ gateway: gateway.id, eip: eip.id, number: i + 1, box: { x: x + 12, y: 0, w: w - 24, h: 30 } }] : [],
  );
  const placed = nodes.map((node, i) => ({ ...node, box: { ...node.box, y: y + 44 + i * NODE } }));
  return { of: gateway, box: { x, y, w, h: HEAD + Math.max(1, nodes.length) * NODE }, nodes: placed };
}

/** Customer gateways stand about as high as what leads to them, pushed apart; those without anything come last. */
function column<S extends SiteAt>(sites: readonly S[], ends: (site: S) => readonly number[]): Placed<S>[] {
  const wanted = byName(sites)
    .map((site) => {
      const heights = ends(site);
      const mean = heights.reduce((sum, y) => sum + y, 0) / heights.length;
      return { site, count: heights.length, at: heights.length > 0 ? mean : Number.POSITIVE_INFINITY };
    })
    .sort((a, b) => (a.at === b.at ? 0 : a.at - b.at));
  let y = TOP;
  return wanted.map(({ site, count, at }) => {
    const h = Math.max(BARE, count * WIRE + 8);
    const top = Number.isFinite(at) ? Math.max(y, at - 14) : y;
    y = top + h + BETWEEN;
    return { of: site, box: { ...COLUMNS.site, y: top, h } };
  });
}

/** The connections to a customer gateway, in the order of the nodes that they begin at, so that few of them cross. */
function fan<C extends TunnelAt, S>(site: Placed<S>, tunnels: readonly C[], begins: (c: C) => NodeBox): Wire<C>[] {
  const ordered = [...tunnels].sort((a, b) => begins(a).box.y - begins(b).box.y || a.name.localeCompare(b.name));
  return ordered.map((of, i) => {
    const from = begins(of).box;
    const x = from.x + from.w;
    const y = from.y + from.h / 2;
    const to = site.box.y + site.box.h / 2 + (i - (ordered.length - 1) / 2) * WIRE;
    const path = `M${x} ${y}C${x + 62} ${y} ${x + 62} ${to} ${x + 122} ${to}H${site.box.x}`;
    return { of, path, x: COLUMNS.label.x, y: to };
  });
}
