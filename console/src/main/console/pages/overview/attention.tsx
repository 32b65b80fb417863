import type { Tone } from "../../core/words";
import { statusWord, toneOf } from "../../core/words";
import { Age } from "../../parts/age";
import { Mark } from "../../parts/mark";
import { Status } from "../../parts/status";
import { ails, causeText, connectionTone, mendAt } from "../connections/tone";
import type { Everything } from "./page";

/** Something that is not as it should be. */
interface Trouble {
  readonly id: string;
  readonly tone: Tone;
  readonly status: string;
  readonly name: string;
  readonly to: string;
  /** What it is between. */
  readonly whom: string;
  readonly cause: string;
  readonly since: string | undefined;
  readonly mend: string;
}

const MOST = 10;

/** What has to be looked at, the newest first. Nothing is shown while all is well. */
export function Attention({ of }: { of: Everything }) {
  const troubles = [...ofGateways(of), ...ofConnections(of)].sort((a, b) =>
    (b.since ?? "").localeCompare(a.since ?? ""),
  );
  if (troubles.length === 0) return null;
  return (
    <section class="card attention" aria-labelledby="attention">
      <h2 id="attention">
        <Mark tone="bad" />
        Needs attention
      </h2>
      <ul>
        {troubles.slice(0, MOST).map((trouble) => (
          <Line key={trouble.id} of={trouble} />
        ))}
      </ul>
      {troubles.length > MOST && (
        <p>
          and <a href="/console/vpn-connections?sort=status">{troubles.length - MOST} more</a>
        </p>
      )}
    </section>
  );
}

function Line({ of }: { of: Trouble }) {
  return (
    <li>
      <Status of={of.status} tone={of.tone} />
      <span class="what">
        <a href={of.to}>{of.name}</a> <span class="quiet">{of.whom}</span>
      </span>
      <a class="cause" href={of.mend}>
        {of.cause}
      </a>
      <span class="quiet">
        <Age at={of.since} />
      </span>
    </li>
  );
}

/** Gateways of both kinds. */
function ofGateways({ gateways, clients, vpcs }: Everything): Trouble[] {
  const names = new Map(vpcs.map((vpc) => [vpc.id, vpc.name || vpc.id]));
  const all = [
    ...gateways.map((of) => ({ of, to: `/console/vpn-gateways/${of.id}` })),
    ...clients.map((of) => ({ of, to: `/console/client-gateways/${of.id}` })),
  ];
  return all
    .filter(({ of }) => toneOf(of.status) === "bad" || toneOf(of.status) === "warn")
    .map(({ of, to }) => ({
      id: of.id,
      tone: toneOf(of.status),
      status: of.status,
      name: of.name,
      to,
      whom: `in ${names.get(of.vpc_id) ?? of.vpc_id}`,
      cause: of.status === "FAULT" ? "A node of it fails, or its host is silent" : statusWord(of.status),
      since: of.status_changed_at,
      mend: to,
    }));
}

function ofConnections({ connections, sites }: Everything): Trouble[] {
  const names = new Map(sites.map((site) => [site.id, site.name]));
  return connections.filter(ails).map((c) => ({
    id: c.id,
    tone: connectionTone(c),
    status: c.status,
    name: c.name,
    to: `/console/vpn-connections/${c.id}`,
    whom: `to ${names.get(c.cgw_id) ?? c.cgw_id}`,
    cause: causeText(c) || "See its diagnosis",
    since: c.status_changed_at,
    mend: mendAt(c),
  }));
}
