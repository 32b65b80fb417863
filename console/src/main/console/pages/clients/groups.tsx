import { useState } from "preact/hooks";
import { Age } from "../../parts/age";
import { Loaded } from "../../parts/loaded";
import type { Column } from "../../parts/table";
import { Table } from "../../parts/table";
import { Acts } from "./acts";
import { useGroups, usePolicies } from "./data";
import { DeleteGroup, GroupForm } from "./groupforms";
import type { Group, Policy, Server } from "./types";

type Asked = { readonly what: "change" | "delete"; readonly of: Group } | { readonly what: "new" };

/** The groups by which policies name users. */
export function GroupsPart({ server }: { server: Server }) {
  const groups = useGroups(server.id);
  const policies = usePolicies(server.id).value?.access_policies ?? [];
  const [asked, setAsked] = useState<Asked>();
  const close = () => setAsked(undefined);
  const page = `/console/client-gateways/${server.p2c_vgw_id}`;
  return (
    <>
      <div class="buttons">
        <button type="button" class="primary" onClick={() => setAsked({ what: "new" })}>
          Create group
        </button>
      </div>
      <Loaded of={groups} what="the groups">
        {({ user_groups }) => (
          <Table
            name="Groups"
            rows={user_groups}
            id={(group) => group.id}
            columns={columnsOf(page, policies)}
            words={(group) => [group.name, group.id, group.description]}
            actions={(group) =>
              group.type !== "Default" && (
                <Acts
                  name={group.name}
                  of={{
                    Change: () => setAsked({ what: "change", of: group }),
                    Delete: () => setAsked({ what: "delete", of: group }),
                  }}
                />
              )
            }
          />
        )}
      </Loaded>
      {asked?.what === "new" && <GroupForm server={server.id} onClose={close} />}
      {asked?.what === "change" && <GroupForm server={server.id} before={asked.of} onClose={close} />}
      {asked?.what === "delete" && (
        <DeleteGroup server={server} of={asked.of} policies={policies} onClose={close} />
      )}
    </>
  );
}

function columnsOf(page: string, all: readonly Policy[]): readonly Column<Group>[] {
  const policies = (group: Group) => all.filter((policy) => policy.user_group_id === group.id).length;
  return [
    {
      key: "name",
      title: "Name",
      cell: (group) => <a href={`${page}/groups/${group.id}`}>{group.name}</a>,
      by: (group) => group.name,
    },
    {
      key: "users",
      title: "Users",
      cell: (group) => group.user_number,
      by: (group) => group.user_number,
      numeric: true,
    },
    { key: "policies", title: "Policies", cell: policies, by: policies, numeric: true },
    {
      key: "description",
      title: "Description",
      cell: (group) => group.description,
      by: (group) => group.description,
    },
    {
      key: "changed",
      title: "Changed",
      cell: (group) => <Age at={group.updated_at} />,
      by: (group) => group.updated_at,
    },
  ];
}
