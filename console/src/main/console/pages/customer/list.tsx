import { useMemo, useState } from "preact/hooks";
import type { CustomerGateway } from "../../core/types";
import { Age } from "../../parts/age";
import { Copied } from "../../parts/copy";
import { Empty } from "../../parts/empty";
import { Head } from "../../parts/head";
import { Loaded } from "../../parts/loaded";
import type { Column } from "../../parts/table";
import { Table } from "../../parts/table";
import { tagWords, useConnections, useCustomerGateways } from "../data";
import { DeleteCustomerGateway } from "./delete";
import { Uses } from "./uses";
import { RowButton } from "../../parts/rowbutton";

export function CustomerGatewayList() {
  const gateways = useCustomerGateways();
  const connections = useConnections().value?.vpn_connections;
  const uses = useMemo(() => Uses.of(connections ?? []), [connections]);
  const [doomed, setDoomed] = useState<CustomerGateway>();
  const columns: readonly Column<CustomerGateway>[] = [
    {
      key: "name",
      title: "Name",
      cell: (g) => <a href={`/console/customer-gateways/${g.id}`}>{g.name}</a>,
      by: (g) => g.name,
    },
    {
      key: "state",
      title: "Connections",
      cell: (g) => uses.state(g.id),
      by: (g) => uses.count(g.id),
      narrow: "corner",
    },
    {
      key: "address",
      title: "Address",
      cell: (g) => <Copied text={g.id_value} label={`address ${g.id_value}`} />,
      by: (g) => g.id_value,
    },
    {
      key: "asn",
      title: "AS number",
      cell: (g) => g.bgp_asn ?? <span class="quiet">–</span>,
      by: (g) => g.bgp_asn ?? 0,
      numeric: true,
    },
    { key: "changed", title: "Changed", cell: (g) => <Age at={g.updated_at} />, by: (g) => g.updated_at },
  ];
  const create = (
    <a class="button primary" href="/console/customer-gateways/new">
      Create customer gateway
    </a>
  );
  return (
    <>
      <Head title="Customer gateways">{create}</Head>
      <Loaded of={gateways} what="customer gateways">
        {({ customer_gateways: all }) =>
          all.length === 0 ? (
            <Empty title="No customer gateway yet" action={create}>
              A customer gateway stands for a device at one of your sites. It needs the device's public address.
            </Empty>
          ) : (
            <Table
              name="Customer gateways"
              rows={all}
              id={(g) => g.id}
              columns={columns}
              words={(g) => [g.name, g.id, g.id_value, g.bgp_asn?.toString(), ...tagWords(g.tags)]}
              actions={(g) => (
                <RowButton word="Delete" of={g.name} onClick={() => setDoomed(g)} />
              )}
            />
          )
        }
      </Loaded>
      {doomed && <DeleteCustomerGateway of={doomed} onClose={() => setDoomed(undefined)} />}
    </>
  );
}
