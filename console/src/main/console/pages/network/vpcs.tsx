import { useState } from "preact/hooks";
import type { Vpc } from "../../core/types";
import { Age } from "../../parts/age";
import { Empty } from "../../parts/empty";
import { Head } from "../../parts/head";
import { Loaded } from "../../parts/loaded";
import { Status } from "../../parts/status";
import type { Column } from "../../parts/table";
import { Table } from "../../parts/table";
import { useSubnets, useVpcs } from "../data";
import { NewVpc } from "./forms";
import { useUsers } from "./users";

export function VpcList() {
  const vpcs = useVpcs();
  const subnets = useSubnets().value?.subnets ?? [];
  const users = useUsers();
  const [asked, setAsked] = useState(false);
  const countOf = (vpc: Vpc) => subnets.filter((subnet) => subnet.vpc_id === vpc.id).length;
  const usersOf = (vpc: Vpc) => users.filter((user) => user.vpc === vpc.id).length;
  const columns: readonly Column<Vpc>[] = [
    {
      key: "name",
      title: "Name",
      cell: (vpc) => <a href={`/console/vpcs/${vpc.id}`}>{vpc.name || vpc.id.slice(0, 8)}</a>,
      by: (vpc) => vpc.name,
    },
    {
      key: "status",
      title: "Status",
      cell: (vpc) => <Status of={vpc.status} />,
      by: (vpc) => vpc.status,
      narrow: "corner",
    },
    { key: "network", title: "Network", cell: (vpc) => <code>{vpc.cidr}</code>, by: (vpc) => vpc.cidr },
    { key: "subnets", title: "Subnets", cell: countOf, by: countOf, numeric: true },
    { key: "users", title: "Gateways", cell: usersOf, by: usersOf, numeric: true },
    { key: "created", title: "Created", cell: (vpc) => <Age at={vpc.created_at} />, by: (vpc) => vpc.created_at },
  ];
  const create = (
    <button type="button" class="primary" onClick={() => setAsked(true)}>
      Create VPC
    </button>
  );
  return (
    <>
      <Head title="VPCs">{create}</Head>
      <Loaded of={vpcs} what="VPCs">
        {({ vpcs: all }) =>
          all.length === 0 ? (
            <Empty title="No VPC yet" action={create}>
              A VPC is a network of your own in the cloud, in which gateways and machines stand.
            </Empty>
          ) : (
            <Table
              name="VPCs"
              rows={all}
              id={(vpc) => vpc.id}
              columns={columns}
              words={(vpc) => [vpc.name, vpc.id, vpc.cidr, vpc.status, vpc.description]}
            />
          )
        }
      </Loaded>
      {asked && <NewVpc onClose={() => setAsked(false)} />}
    </>
  );
}
