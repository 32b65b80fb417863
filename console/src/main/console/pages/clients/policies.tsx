import { useState } from "preact/hooks";
import { Age } from "../../parts/age";
import { Empty } from "../../parts/empty";
import { Lines } from "../../parts/facts";
import { Loaded } from "../../parts/loaded";
import type { Column } from "../../parts/table";
import { Table } from "../../parts/table";
import { usePolicies } from "./data";
import { DeleteOfServer } from "./delete";
import { NewPolicy } from "./policyform";
import { Reach } from "./reach";
import type { Policy, Server } from "./types";

/** Which groups reach what, and the answer to who reaches what. */
export function PoliciesPart({ server }: { server: Server }) {
  const policies = usePolicies(server.id);
  const [doomed, setDoomed] = useState<Policy>();
  const [asked, setAsked] = useState(false);
  const create = (
    <div class="buttons">
      <button type="button" class="primary" onClick={() => setAsked(true)}>
        Create policy
      </button>
    </div>
  );
  return (
    <>
      <Loaded of={policies} what="the policies">
        {({ access_policies: all }) =>
          all.length === 0 ? (
            <Empty title="No policy yet" action={create}>
              Without a policy nobody reaches anything. A policy opens networks to a group of users.
            </Empty>
          ) : (
            <>
              {create}
              <Table
                name="Policies"
                rows={all}
                id={(policy) => policy.id}
                columns={COLUMNS}
                words={(policy) => [
                  policy.name, policy.id, policy.user_group_name, policy.description, ...policy.dest_ip_cidrs,
                ]}
                actions={(policy) => (
                  <button
                    type="button"
                    class="quietly"
                    aria-label={`Delete ${policy.name}`}
                    onClick={() => setDoomed(policy)}
                  >
                    Delete
                  </button>
                )}
              />
            </>
          )
        }
      </Loaded>
      <Reach server={server.id} policies={policies.value?.access_policies ?? []} />
      {asked && <NewPolicy server={server.id} onClose={() => setAsked(false)} />}
      {doomed && (
        <DeleteOfServer
          server={server.id}
          what="policy"
          name={doomed.name}
          path={`access-policies/${doomed.id}`}
          list="access-policies"
          onClose={() => setDoomed(undefined)}
        >
          <p>
            The group {doomed.user_group_name} does not reach {doomed.dest_ip_cidrs.join(", ")} by it any more. Sessions
            stay.
          </p>
        </DeleteOfServer>
      )}
    </>
  );
}

const COLUMNS: readonly Column<Policy>[] = [
  { key: "name", title: "Name", cell: (policy) => policy.name, by: (policy) => policy.name },
  {
    key: "group",
    title: "Group",
    cell: (policy) => policy.user_group_name,
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
