import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import type { Connection } from "../../core/types";
import { Age } from "../../parts/age";
import type { Column } from "../../parts/table";
import { Table } from "../../parts/table";
import type { Names } from "../data";
import { tagWords, useAddresses, useCustomerGateways, useGateways, useNames } from "../data";
import type { CustomerGateway, Gateway } from "../../core/types";
import { ConnectionStatus } from "./status";
import { causeText } from "./tone";

/** Connections with the names of their ends; those that a page tells anyway can be left out. */
export function ConnectionTable(props: {
  rows: readonly Connection[];
  without?: "gateway" | "site";
  actions?: (row: Connection) => ComponentChildren;
}) {
  const gateways = useGateways().value?.vpn_gateways;
  const sites = useNames(useCustomerGateways().value?.customer_gateways);
  const names = useNames(gateways);
  const addresses = useAddresses(gateways);
  const columns = useMemo(
    () => columnsOf(names, sites, addresses).filter((column) => column.key !== props.without),
    [names, sites, addresses, props.without],
  );
  const words = useMemo(
    () => (c: Connection) => [
      c.name, c.id, c.status, c.style, names.of(c.vgw_id), addresses.get(c.vgw_ip), sites.of(c.cgw_id),
      sites.get(c.cgw_id)?.id_value, ...c.peer_subnets, causeText(c), ...tagWords(c.tags),
    ],
    [names, sites, addresses],
  );
  return (
    <Table
      name="Connections"
      rows={props.rows}
      id={(c) => c.id}
      columns={columns}
      words={words}
      {...(props.actions ? { actions: props.actions } : {})}
    />
  );
}

function columnsOf(
  gateways: Names<Gateway>,
  sites: Names<CustomerGateway>,
  addresses: ReadonlyMap<string, string>,
): readonly Column<Connection>[] {
  return [
    {
      key: "name",
      title: "Name",
      cell: (c) => <a href={`/console/vpn-connections/${c.id}`}>{c.name}</a>,
      by: (c) => c.name,
    },
    { key: "status", title: "Status", cell: (c) => <State of={c} />, by: (c) => c.status, narrow: "corner" },
    {
      key: "gateway",
      title: "VPN gateway",
      cell: (c) => (
        <>
          <a href={`/console/vpn-gateways/${c.vgw_id}`}>{gateways.of(c.vgw_id)}</a>
          <span class="below">{addresses.get(c.vgw_ip)}</span>
        </>
      ),
      by: (c) => gateways.of(c.vgw_id),
    },
    {
      key: "site",
      title: "Customer gateway",
      cell: (c) => (
        <>
          <a href={`/console/customer-gateways/${c.cgw_id}`}>{sites.of(c.cgw_id)}</a>
          <span class="below">{sites.get(c.cgw_id)?.id_value}</span>
        </>
      ),
      by: (c) => sites.of(c.cgw_id),
    },
    { key: "style", title: "Style", cell: (c) => c.style.toLowerCase(), by: (c) => c.style },
    { key: "networks", title: "Peer networks", cell: (c) => few(c.peer_subnets), by: (c) => c.peer_subnets.join() },
    {
      key: "since",
      title: "Since",
      cell: (c) => <Age at={c.status_changed_at ?? c.updated_at} />,
      by: (c) => c.status_changed_at ?? c.updated_at,
    },
  ];
}

function State({ of }: { of: Connection }) {
  const cause = causeText(of);
  return (
    <>
      <ConnectionStatus of={of} />
      {cause && <span class="below">{cause}</span>}
    </>
  );
}

function few(networks: readonly string[]): ComponentChildren {
  if (networks.length <= 2) return networks.join(", ") || <span class="quiet">–</span>;
  return <span title={networks.join(", ")}>{`${networks[0]} and ${networks.length - 1} more`}</span>;
}
