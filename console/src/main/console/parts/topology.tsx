import type { Tone } from "../core/words";
import { many, statusWord, toneOf } from "../core/words";
import type { Box, GatewayAt, Picture, SiteAt, TunnelAt, VpcAt, Wire } from "./layout";
import { COLUMNS, layout } from "./layout";
import { TopologyList } from "./topologylist";

type Vpc = VpcAt & { readonly cidr: string };
type Address = { readonly id: string; readonly ip_address: string };
type Gateway = GatewayAt & {
  readonly status: string;
  /** What it is, what else is to be known of it, and its page. */
  readonly kind: string;
  readonly fact: string;
  readonly to: string;
  readonly nodes?: readonly { readonly status: string }[] | undefined;
  readonly eip1?: Address | undefined;
  readonly eip2?: Address | undefined;
};
type Tunnel = TunnelAt & { readonly status: string };
type Site = SiteAt & { readonly id_value: string };

/** What is shown. */
export interface Props {
  readonly vpcs: readonly Vpc[];
  readonly gateways: readonly Gateway[];
  readonly connections: readonly Tunnel[];
  readonly sites: readonly Site[];
  readonly tone: (of: Tunnel) => Tone;
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
          <Gateways of={drawn} />
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
    `${many(vpcs.length, "VPC")}, ${many(gateways.length, "gateway")}, ` +
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
    ["Gateway", COLUMNS.gateway.x],
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
        <a
          key={vpc.id}
          class="box vpc"
          href={`/console/vpcs/${vpc.id}`}
          aria-label={`VPC ${vpc.name || vpc.id}, ${vpc.cidr}`}
        >
          <rect {...rect(box)} rx={8} />
          <text x={box.x + 14} y={box.y + 26} class="name">
            {short(vpc.name || vpc.id, 17)}
          </text>
          <text x={box.x + 14} y={box.y + 45} class="fact">
            {vpc.cidr}
          </text>
        </a>
      ))}
    </>
  );
}

function Gateways({ of }: { of: Drawn }) {
  return (
    <>
      {of.gateways.map(({ of: gateway, box, nodes }) => (
        <g key={gateway.id}>
          <a
            class={`box ${toneOf(gateway.status)}`}
            href={gateway.to}
            aria-label={`${gateway.kind} ${gateway.name}, ${statusWord(gateway.status)}, ${gateway.fact}`}
          >
            <rect {...rect(box)} rx={8} />
            <text x={box.x + 14} y={box.y + 22} class="name">
              {short(gateway.name, 24)}
            </text>
            <text x={box.x + 14} y={box.y + 37} class="fact">
              {gateway.fact}
            </text>
          </a>
          {nodes.map((node) => (
            <Node key={node.eip} box={node.box} of={nodeOf(gateway, node.number)} />
          ))}
        </g>
      ))}
    </>
  );
}

/** A node of a gateway: the first one has the first address. */
function nodeOf(gateway: Gateway, number: number) {
  return {
    name: `node ${number}`,
    gateway,
    address: (number === 1 ? gateway.eip1 : gateway.eip2)?.ip_address,
    status: gateway.nodes?.[number - 1]?.status ?? "UNKNOWN",
  };
}

function Node({ of, box }: { of: ReturnType<typeof nodeOf>; box: Box }) {
  const tone = toneOf(of.status);
  const says = `${of.name} of ${of.gateway.name}, ${statusWord(of.status)}, ${of.address}`;
  return (
    <a class={`box node ${tone}`} href={of.gateway.to} aria-label={says}>
      <title>{says}</title>
      <rect {...rect(box)} rx={5} />
      <text x={box.x + 10} y={box.y + 20} class="sign">
        {SIGNS[tone]}
      </text>
      <text x={box.x + 27} y={box.y + 20} class="fact">
        {of.name}
      </text>
      <text x={box.x + box.w - 10} y={box.y + 20} class="fact end">
        {of.address}
      </text>
    </a>
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
