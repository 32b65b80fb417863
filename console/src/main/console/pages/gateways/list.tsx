import { useState } from "preact/hooks";
import { toneOf } from "../../core/words";
import type { Gateway } from "../../core/types";
import { Age } from "../../parts/age";
import { Copied } from "../../parts/copy";
import { Empty } from "../../parts/empty";
import { Lines } from "../../parts/facts";
import { Head } from "../../parts/head";
import { Loaded } from "../../parts/loaded";
import { Status } from "../../parts/status";
import type { Column } from "../../parts/table";
import { Table } from "../../parts/table";
import { tagWords, useGateways, useNames, useVpcs } from "../data";
import { DeleteGateway } from "./delete";
import { RowButton } from "../../parts/rowbutton";

export function GatewayList() {
  const gateways = useGateways();
  const vpcs = useNames(useVpcs().value?.vpcs);
  const [doomed, setDoomed] = useState<Gateway>();
  const create = (
    <a class="button primary" href="/console/vpn-gateways/new">
      Create gateway
    </a>
  );
  const columns: readonly Column<Gateway>[] = [
    {
      key: "name",
      title: "Name",
      cell: (g) => <a href={`/console/vpn-gateways/${g.id}`}>{g.name}</a>,
      by: (g) => g.name,
    },
    {
      key: "status",
      title: "Status",
      cell: (g) => <Status of={g.status} tone={toneOf(g.status)} />,
      by: (g) => g.status,
      narrow: "corner",
    },
    { key: "vpc", title: "VPC", cell: (g) => vpcs.of(g.vpc_id), by: (g) => vpcs.of(g.vpc_id) },
    { key: "addresses", title: "Addresses", cell: (g) => <Addresses of={g} />, narrow: "wide" },
    { key: "ha", title: "High availability", cell: (g) => g.ha_mode, by: (g) => g.ha_mode },
    {
      key: "connections",
      title: "Connections",
      cell: (g) => `${g.used_connection_number} / ${g.connection_number}`,
      by: (g) => g.used_connection_number,
      numeric: true,
    },
    {
      key: "since",
      title: "Since",
      cell: (g) => <Age at={g.status_changed_at} />,
      by: (g) => g.status_changed_at ?? "",
    },
  ];
  const words = (g: Gateway) => [
    g.name, g.id, g.status, vpcs.of(g.vpc_id), g.eip1?.ip_address, g.eip2?.ip_address, ...g.local_subnets,
    g.ha_mode, ...tagWords(g.tags),
  ];
  return (
    <>
      <Head title="VPN gateways">{create}</Head>
      <Loaded of={gateways} what="VPN gateways">
        {({ vpn_gateways: all }) =>
          all.length === 0 ? (
            <Empty title="No VPN gateway yet" action={create}>
              A gateway joins a VPC with your sites. It needs a VPC with a subnet; its public addresses are made with
              it.
            </Empty>
          ) : (
            <Table
              name="VPN gateways"
              rows={all}
              id={(g) => g.id}
              columns={columns}
              words={words}
              actions={(g) => (
                <RowButton
                  word="Delete"
                  of={g.name}
                  disabled={g.status === "PENDING_DELETE"}
                  onClick={() => setDoomed(g)}
                />
              )}
            />
          )
        }
      </Loaded>
      {doomed && <DeleteGateway of={doomed} onClose={() => setDoomed(undefined)} />}
    </>
  );
}

function Addresses({ of: { eip1, eip2 } }: { of: Gateway }) {
  const addresses = [eip1, eip2].flatMap((eip) => (eip ? [eip.ip_address] : []));
  return <Lines of={addresses.map((ip) => <Copied key={ip} text={ip} label={`address ${ip}`} />)} />;
}
