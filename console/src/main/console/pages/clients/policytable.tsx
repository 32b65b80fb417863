import { useState } from "preact/hooks";
import { Age } from "../../parts/age";
import { Lines } from "../../parts/facts";
import type { Column } from "../../parts/table";
import { Table } from "../../parts/table";
import { Acts } from "./acts";
import { DeleteOfServer } from "./delete";
import { PolicyForm } from "./policyform";
import type { Policy, Server } from "./types";

/** Policies, each of which can be changed and deleted. */
export function PolicyTable(props: { server: Server; rows: readonly Policy[]; prefix?: string }) {
  const { server } = props;
  const [asked, setAsked] = useState<{ readonly what: "change" | "delete"; readonly of: Policy }>();
  const close = () => setAsked(undefined);
  return (
    <>
      <Table
        name="Policies"
        prefix={props.prefix ?? ""}
        rows={props.rows}
        id={(policy) => policy.id}
        columns={columnsOf(`/console/client-gateways/${server.p2c_vgw_id}`)}
        words={(policy) => [
          policy.name, policy.id, policy.user_group_name, policy.description, ...policy.dest_ip_cidrs,
        ]}
        actions={(policy) => (
          <Acts
            name={policy.name}
            of={{
              Change: () => setAsked({ what: "change", of: policy }),
              Delete: () => setAsked({ what: "delete", of: policy }),
            }}
          />
        )}
      />
      {asked?.what === "change" && <PolicyForm server={server.id} before={asked.of} onClose={close} />}
      {asked?.what === "delete" && (
        <DeleteOfServer
          server={server.id}
          what="policy"
          name={asked.of.name}
          path={`access-policies/${asked.of.id}`}
          list="access-policies"
          onClose={close}
        >
          <p>
            The group {asked.of.user_group_name} does not reach {asked.of.dest_ip_cidrs.join(", ")} by it any more.
            Sessions stay.
          </p>
        </DeleteOfServer>
      )}
    </>
  );
}

function columnsOf(page: string): readonly Column<Policy>[] {
  return [
    { key: "name", title: "Name", cell: (policy) => policy.name, by: (policy) => policy.name },
    {
      key: "group",
      title: "Group",
      cell: (policy) => <a href={`${page}/groups/${policy.user_group_id}`}>{policy.user_group_name}</a>,
      by: (policy) => policy.user_group_name,
      narrow: "corner",
    },
    {
      key: "networks",
      title: "Reaches",
      cell: (policy) => <Lines of={policy.dest_ip_cidrs} />,
      by: (policy) => policy.dest_ip_cidrs.join(),
    },
    {
      key: "description",
      title: "Description",
      cell: (policy) => policy.description,
      by: (policy) => policy.description,
    },
    {
      key: "changed",
      title: "Changed",
      cell: (policy) => <Age at={policy.updated_at} />,
      by: (policy) => policy.updated_at,
    },
  ];
}
