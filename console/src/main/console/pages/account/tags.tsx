import type { Tag } from "../../core/types";
import { many } from "../../core/words";
import { Empty } from "../../parts/empty";
import { Lines } from "../../parts/facts";
import { Head } from "../../parts/head";
import { Loaded } from "../../parts/loaded";
import type { Column } from "../../parts/table";
import { Table } from "../../parts/table";
import {
  isHidden,
  tagWords,
  unlessHidden,
  useAll,
  useClientGateways,
  useConnections,
  useCustomerGateways,
  useEips,
  useGateways,
} from "../data";

/** A list, what one thing in it is called, and the tags of each. */
type Tagged = readonly [list: string, one: string, tags: readonly (readonly Tag[])[]];

interface TagUse extends Tag {
  readonly uses: readonly { readonly list: string; readonly one: string; readonly count: number }[];
}

/** All tags of a project, and in which lists things carry them. Who may not see a list sees those of the others. */
export function TagPage() {
  const gateways = useGateways(), sites = useCustomerGateways(), connections = useConnections();
  const clients = useClientGateways(), eips = useEips();
  const tags = useAll(
    [
      unlessHidden(gateways, { vpn_gateways: [] }),
      unlessHidden(sites, { customer_gateways: [] }),
      unlessHidden(connections, { vpn_connections: [] }),
      unlessHidden(clients, { p2c_vpn_gateways: [] }),
      unlessHidden(eips, { publicips: [] }),
    ],
    (gateways, sites, connections, clients, eips) =>
      usesOf([
        ["vpn-gateways", "VPN gateway", gateways.vpn_gateways.map(tagsOf)],
        ["customer-gateways", "customer gateway", sites.customer_gateways.map(tagsOf)],
        ["vpn-connections", "connection", connections.vpn_connections.map(tagsOf)],
        ["client-gateways", "client gateway", clients.p2c_vpn_gateways.map(tagsOf)],
        ["addresses", "public address", eips.publicips.map((eip) => eip.tags.map(parted))],
      ]),
  );
  return (
    <>
      <Head title="Tags" />
      {[gateways, sites, connections, clients, eips].some(isHidden) && (
        <p class="quiet">Lists that you may not see are not counted here.</p>
      )}
      <Loaded of={tags} what="the tags">
        {(all) =>
          all.length === 0 ? (
            <Empty title="No tag yet">
              Tags are what you call things by beside their names, such as env=test. The page of a gateway, a customer
              gateway or a connection sets them.
            </Empty>
          ) : (
            <Table name="Tags" rows={all} id={idOf} columns={COLUMNS} words={(use) => tagWords([use])} />
          )
        }
      </Loaded>
    </>
  );
}

const tagsOf = ({ tags }: { readonly tags: readonly Tag[] }) => tags;

/** The tags of addresses come as texts, and have no equals sign of their own. */
function parted(text: string): Tag {
  const [key, value] = text.split("=");
  return { key: key!, value: value! };
}

/** A filter for what has this very tag, and not for what has one that goes on after it. */
const quoted = (words: string) => (words.includes('"') ? words : `"${words}"`);

const idOf = ({ key, value }: Tag) => `${key}\n${value}`;

/** Of each tag, how many things of which list carry it. */
export function usesOf(things: readonly Tagged[]): TagUse[] {
  const tags = new Map(things.flatMap(([, , all]) => all.flat()).map((tag) => [idOf(tag), tag]));
  return [...tags].map(([id, { key, value }]) => ({
    key,
    value,
    uses: things
      .map(([list, one, all]) => ({
        list,
        one,
        count: all.filter((its) => its.some((tag) => idOf(tag) === id)).length,
      }))
      .filter(({ count }) => count > 0),
  }));
}

const COLUMNS: readonly Column<TagUse>[] = [
  { key: "key", title: "Key", cell: ({ key }) => key, by: idOf },
  {
    key: "value",
    title: "Value",
    cell: ({ value }) => value || <span class="quiet">none</span>,
    by: ({ value }) => value,
  },
  {
    key: "uses",
    title: "Carried by",
    cell: (use) => (
      <Lines
        of={use.uses.map(({ list, one, count }) => (
          <a href={`/console/${list}?q=${encodeURIComponent(quoted(tagWords([use])[0]!))}`}>
            {many(count, one, one.endsWith("s") ? `${one}es` : undefined)}
          </a>
        ))}
      />
    ),
    by: ({ uses }) => uses.reduce((sum, { count }) => sum + count, 0),
    narrow: "wide",
  },
];
