import { useState } from "preact/hooks";
import { useLive } from "../../core/live";
import { go } from "../../core/router";
import { useProject } from "../../core/session";
import type { Subnet, Vpc } from "../../core/types";
import { Age } from "../../parts/age";
import { Copied } from "../../parts/copy";
import { Empty } from "../../parts/empty";
import { Facts, Lines } from "../../parts/facts";
import { Head } from "../../parts/head";
import { Loaded } from "../../parts/loaded";
import { Status } from "../../parts/status";
import type { Column } from "../../parts/table";
import { Table } from "../../parts/table";
import { useSubnets } from "../data";
import { DeleteNetwork } from "./delete";
import { NewSubnet } from "./forms";
import type { User } from "./users";
import { useSubnetsOf, useUsers } from "./users";
import { RowButton } from "../../parts/rowbutton";

const LIST = "/console/vpcs";

export function VpcPage({ params }: { params: Readonly<Record<string, string>> }) {
  const live = useLive<{ vpc: Vpc }>(`/v1/${useProject()}/vpcs/${params["id"]}`, "vpcs");
  const known = live.value?.vpc;
  return (
    <>
      <Head title={known?.name || known?.cidr || "VPC"} crumbs={[{ title: "VPCs", to: LIST }]}>
        {known && <Actions of={known} />}
      </Head>
      <Loaded of={live} what="the VPC">
        {({ vpc }) => (
          <>
            <section class="card">
              <h2>VPC</h2>
              <Facts
                of={[
                  ["Network", <code>{vpc.cidr}</code>],
                  vpc.description !== "" && ["Description", vpc.description],
                  ["Created", <Age at={vpc.created_at} />],
                  ["ID", <Copied text={vpc.id} label="id of the VPC" />],
                ]}
              />
            </section>
            <Subnets of={vpc} />
          </>
        )}
      </Loaded>
    </>
  );
}

function Actions({ of }: { of: Vpc }) {
  const [asked, setAsked] = useState<"delete" | "subnet">();
  const subnets = useSubnetsOf(of.id) ?? [];
  const users = useUsers().filter((user) => user.vpc === of.id);
  const close = () => setAsked(undefined);
  const obstacles = [...users, ...subnets.map((one) => ({ title: `subnet ${one.name}`, to: `${LIST}/${of.id}` }))];
  return (
    <>
      <Status of={of.status} told />
      <button type="button" onClick={() => setAsked("subnet")}>
        Create subnet
      </button>
      <button type="button" disabled={of.status === "PENDING_DELETE"} onClick={() => setAsked("delete")}>
        Delete
      </button>
      {asked === "subnet" && <NewSubnet of={of} onClose={close} />}
      {asked === "delete" && (
        <DeleteNetwork
          what="VPC"
          name={of.name || of.cidr}
          path={`vpcs/${of.id}`}
          list="vpcs"
          obstacles={obstacles}
          onClose={close}
          done={() => go(LIST)}
        >
          <p>The network {of.cidr} goes with all its routes.</p>
        </DeleteNetwork>
      )}
    </>
  );
}

function Subnets({ of }: { of: Vpc }) {
  const live = useSubnets();
  const users = useUsers();
  const [doomed, setDoomed] = useState<Subnet>();
  const usersOf = (subnet: Subnet) => users.filter((user) => user.subnet === subnet.id);
  return (
    <section class="part">
      <h2>Subnets</h2>
      <Loaded of={live} what="subnets">
        {({ subnets }) => {
          const mine = subnets.filter((subnet) => subnet.vpc_id === of.id);
          if (mine.length === 0) return <Empty title="No subnet yet">A gateway needs one for its nodes.</Empty>;
          return (
            <Table
              name="Subnets"
              rows={mine}
              id={(subnet) => subnet.id}
              columns={columnsOf(usersOf)}
              words={(subnet) => [subnet.name, subnet.id, subnet.cidr, subnet.status]}
              actions={(subnet) => (
                <RowButton word="Delete" of={subnet.name} onClick={() => setDoomed(subnet)} />
              )}
            />
          );
        }}
      </Loaded>
      {doomed && (
        <DeleteNetwork
          what="subnet"
          name={doomed.name}
          path={`vpcs/${of.id}/subnets/${doomed.id}`}
          list="subnets"
          obstacles={usersOf(doomed)}
          onClose={() => setDoomed(undefined)}
        >
          <p>No gateway can have its nodes in {doomed.cidr} any more.</p>
        </DeleteNetwork>
      )}
    </section>
  );
}

function columnsOf(usersOf: (subnet: Subnet) => readonly User[]): readonly Column<Subnet>[] {
  return [
    { key: "name", title: "Name", cell: (subnet) => subnet.name, by: (subnet) => subnet.name },
    {
      key: "status",
      title: "Status",
      cell: (subnet) => <Status of={subnet.status} />,
      by: (subnet) => subnet.status,
      narrow: "corner",
    },
    { key: "network", title: "Network", cell: (subnet) => <code>{subnet.cidr}</code>, by: (subnet) => subnet.cidr },
    { key: "router", title: "Router", cell: (subnet) => <code>{subnet.gateway_ip}</code> },
    {
      key: "users",
      title: "Used by",
      cell: (subnet) => <Lines of={usersOf(subnet).map((user) => <a href={user.to}>{user.title}</a>)} />,
      by: (subnet) => usersOf(subnet).length,
    },
    {
      key: "id",
      title: "ID",
      cell: (subnet) => <Copied text={subnet.id} label={`id of ${subnet.name}`} />,
    },
  ];
}
