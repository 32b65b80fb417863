import type { Tone } from "../core/words";
import { many, statusWord } from "../core/words";
import type { Box, GatewayAt, NodeBox, Picture, SiteAt, TunnelAt, VpcAt, Wire } from "./layout";
import { COLUMNS, layout } from "./layout";
import { Status } from "./status";

type Vpc = VpcAt & { readonly cidr: string };
type Address = { readonly id: string; readonly ip_address: string };
type Gateway = GatewayAt & {
  readonly status: string;
  readonly ha_mode: string;
  readonly eip1?: Address | undefined;
  readonly eip2?: Address | undefined;
};
type Tunnel = TunnelAt & { readonly status: string };
type Site = SiteAt & { readonly id_value: string };

interface Props {
  readonly vpcs: readonly Vpc[];
  readonly gateways: readonly Gateway[];
  readonly connections: readonly Tunnel[];
  readonly sites: readonly Site[];
  readonly tone: (of: Tunnel | Gateway) => Tone;
  readonly word: (of: Tunnel) => string;
  /** What passes a connection at the moment, if that is known. */
  readonly traffic: ReadonlyMap<string, string>;
}

type Drawn = Picture<Vpc, Gateway, Tunnel, Site>;

const SIGNS: Record<Tone, string> = { good: "✓", bad: "✕", busy: "…", warn: "!", idle: "–" };

/** What leads where. A picture where there is room for it, a list where there is not. */
export function Topology(props: Props) {
  const drawn = layout(props.vpcs, props.gateways, props.connections, props.sites);
  return (
    <>
      <TopologyList {...props} />
      <div class="scroll wide" tabIndex={0} role="region" aria-label="Topology, can be scrolled">
        <svg
          class="topology"
          viewBox={`0 0 ${drawn.width} ${drawn.height}`}
          width={drawn.width}
          height={drawn.height}
          role="group"
          aria-label={inWords(props)}
        >
          <Titles />
          {drawn.stems.map((stem) => (
            <path key={stem.id} class="stem" d={stem.path} />
          ))}
          <Vpcs of={drawn} />
          <Gateways of={drawn} tone={props.tone} />
          {drawn.wires.map((wire) => (
            <path key={wire.of.id} class={`wire ${props.tone(wire.of)}`} d={wire.path} />
          ))}
          {drawn.wires.map((wire) => (
            <Label
              key={wire.of.id}
              of={wire}
              tone={props.tone(wire.of)}
              word={props.word(wire.of)}
              traffic={props.traffic.get(wire.of.id)}
            />
          ))}
          <Sites of={drawn} />
        </svg>
      </div>
    </>
  );
}

function inWords({ vpcs, gateways, connections, sites, tone }: Props): string {
  const down = connections.filter((c) => tone(c) === "bad").length;
  return (
    `${many(vpcs.length, "VPC")}, ${many(gateways.length, "VPN gateway")}, ` +
    `${many(connections.length, "connection")} of which ${down} down, ${many(sites.length, "customer gateway")}`
  );
}

/** What fits into a box; the whole name is in the label of the link. */
function short(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

function rect({ x, y, w, h }: Box) {
  return { x, y, width: w, height: h };
}

function Titles() {
  const titles = [
    ["VPC", COLUMNS.vpc.x],
    ["VPN gateway", COLUMNS.gateway.x],
    ["Connection", COLUMNS.label.x - COLUMNS.label.w / 2],
    ["Customer gateway", COLUMNS.site.x],
  ] as const;
  return (
    <>
      {titles.map(([title, x]) => (
        <text key={title} class="column" x={x} y={24}>
          {title}
        </text>
      ))}
    </>
  );
}

function Vpcs({ of }: { of: Drawn }) {
  return (
    <>
      {of.vpcs.map(({ of: vpc, box }) => (
        <g key={vpc.id} class="box vpc">
          <rect {...rect(box)} rx={8} />
          <text x={box.x + 14} y={box.y + 26} class="name">
            {short(vpc.name || vpc.id, 17)}
          </text>
          <text x={box.x + 14} y={box.y + 45} class="fact">
            {vpc.cidr}
          </text>
        </g>
      ))}
    </>
  );
}

function Gateways({ of, tone }: { of: Drawn; tone: (of: Gateway) => Tone }) {
  return (
    <>
      {of.gateways.map(({ of: gateway, box, nodes }) => (
        <g key={gateway.id}>
          <a
            class={`box ${tone(gateway)}`}
            href={`/console/vpn-gateways/${gateway.id}`}
            aria-label={`VPN gateway ${gateway.name}, ${statusWord(gateway.status)}`}
          >
            <rect {...rect(box)} rx={8} />
            <text x={box.x + 14} y={box.y + 22} class="name">
              {short(gateway.name, 24)}
            </text>
            <text x={box.x + 14} y={box.y + 37} class="fact">
              {gateway.ha_mode}
            </text>
          </a>
          {nodes.map((node) => (
            <Node key={node.eip} of={node} address={(node.number === 1 ? gateway.eip1 : gateway.eip2)?.ip_address} />
          ))}
        </g>
      ))}
    </>
  );
}

function Node({ of: { number, box }, address }: { of: NodeBox; address: string | undefined }) {
  return (
    <g class="box node">
      <rect {...rect(box)} rx={5} />
      <text x={box.x + 10} y={box.y + 20} class="fact">
        node {number}
      </text>
      <text x={box.x + box.w - 10} y={box.y + 20} class="fact end">
        {address}
      </text>
    </g>
  );
}

function Label(props: { of: Wire<Tunnel>; tone: Tone; word: string; traffic: string | undefined }) {
  const { of, tone, traffic } = props;
  const { w } = COLUMNS.label;
  const left = of.x - w / 2;
  const says = [`Connection ${of.of.name}`, props.word, traffic].filter(Boolean).join(", ");
  return (
    <a class={`pill ${tone}`} href={`/console/vpn-connections/${of.of.id}`} aria-label={says}>
      <title>{says}</title>
      <rect x={left} y={of.y - 12} width={w} height={24} rx={12} />
      <text x={left + 14} y={of.y + 4.5}>
        {SIGNS[tone]}
      </text>
      <text x={left + 31} y={of.y + 4.5}>
        {short(of.of.name, 12)}
      </text>
      {traffic && (
        <text x={left - 6} y={of.y - 4} class="fact end">
          {traffic}
        </text>
      )}
    </a>
  );
}

function Sites({ of }: { of: Drawn }) {
  return (
    <>
      {of.sites.map(({ of: site, box }) => (
        <a
          key={site.id}
          class="box site"
          href={`/console/customer-gateways/${site.id}`}
          aria-label={`Customer gateway ${site.name}, ${site.id_value}`}
        >
          <rect {...rect(box)} rx={8} />
          <text x={box.x + 14} y={box.y + 25} class="name">
            {short(site.name, 18)}
          </text>
          <text x={box.x + 14} y={box.y + 44} class="fact">
            {site.id_value}
          </text>
        </a>
      ))}
    </>
  );
}

function TopologyList({ vpcs, gateways, connections, sites, tone, word }: Props) {
  const vpcName = new Map(vpcs.map((vpc) => [vpc.id, vpc.name || vpc.id]));
  const siteName = new Map(sites.map((site) => [site.id, site.name]));
  return (
    <ul class="topology-list">
      {gateways.map((gateway) => (
        <li key={gateway.id}>
          <p>
            <a href={`/console/vpn-gateways/${gateway.id}`}>{gateway.name}</a>{" "}
            <span class="quiet">in {vpcName.get(gateway.vpc_id)}</span>
            <Status of={gateway.status} tone={tone(gateway)} />
          </p>
          <ul>
            {connections
              .filter((c) => c.vgw_id === gateway.id)
              .map((c) => (
                <li key={c.id}>
                  <a href={`/console/vpn-connections/${c.id}`}>{c.name}</a>{" "}
                  <span class="quiet">to {siteName.get(c.cgw_id)}</span>
                  <Status of={c.status} tone={tone(c)} word={word(c)} />
                </li>
              ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}
