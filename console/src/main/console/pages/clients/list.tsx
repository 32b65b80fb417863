import { useState } from "preact/hooks";
import type { ClientGateway } from "../../core/types";
import { Age } from "../../parts/age";
import { Copied } from "../../parts/copy";
import { Empty } from "../../parts/empty";
import { Head } from "../../parts/head";
import { Loaded } from "../../parts/loaded";
import { Status } from "../../parts/status";
import type { Column } from "../../parts/table";
import { Table } from "../../parts/table";
import { tagWords, useClientGateways, useNames, useVpcs } from "../data";
import { DeleteClientGateway } from "./delete";
import { CarryOut, ORDERED } from "./order";
import { RowButton } from "../../parts/rowbutton";

export function ClientGatewayList() {
  const gateways = useClientGateways();
  const vpcs = useNames(useVpcs().value?.vpcs);
  const [doomed, setDoomed] = useState<ClientGateway>();
  const [ordering, setOrdering] = useState(false);
  const columns: readonly Column<ClientGateway>[] = [
    {
      key: "name",
      title: "Name",
      cell: (g) => <a href={`/console/client-gateways/${g.id}`}>{g.name}</a>,
      by: (g) => g.name,
    },
    {
      key: "status",
      title: "Status",
      cell: (g) => <Status of={g.status} />,
      by: (g) => g.status,
      narrow: "corner",
    },
    { key: "vpc", title: "VPC", cell: (g) => vpcs.of(g.vpc_id), by: (g) => vpcs.of(g.vpc_id) },
    {
      key: "address",
      title: "Address",
      cell: (g) =>
        g.eip ? (
          <Copied text={g.eip.ip_address} label={`address ${g.eip.ip_address}`} />
        ) : (
          <span class="quiet">none</span>
        ),
      by: (g) => g.eip?.ip_address ?? "",
    },
    {
      key: "sessions",
      title: "Sessions",
      cell: (g) => `${g.current_connection_number} / ${g.max_connection_number}`,
      by: (g) => g.current_connection_number,
      numeric: true,
    },
    {
      key: "since",
      title: "Since",
      cell: (g) => <Age at={g.status_changed_at} />,
      by: (g) => g.status_changed_at ?? "",
    },
  ];
  const create = (
    <a class="button primary" href="/console/client-gateways/new">
      Create client gateway
    </a>
  );
  return (
    <>
      <Head title="Client gateways">
        <button type="button" onClick={() => setOrdering(true)}>
          Create as ordered
        </button>
        {create}
      </Head>
      <Loaded of={gateways} what="client gateways">
        {({ p2c_vpn_gateways: all }) =>
          all.length === 0 ? (
            <Empty title="No client gateway yet" action={create}>
              People connect to it with an ordinary OpenVPN client. It needs a VPC with a subnet; its public address can
              be made with it.
            </Empty>
          ) : (
            <Table
              name="Client gateways"
              rows={all}
              id={(g) => g.id}
              columns={columns}
              words={(g) => [g.name, g.id, g.status, vpcs.of(g.vpc_id), g.eip?.ip_address, ...tagWords(g.tags)]}
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
      {ordering && <CarryOut of={ORDERED.gateway} onClose={() => setOrdering(false)} />}
      {doomed && <DeleteClientGateway of={doomed} onClose={() => setDoomed(undefined)} />}
    </>
  );
}
