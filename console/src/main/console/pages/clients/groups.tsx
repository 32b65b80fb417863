import { useState } from "preact/hooks";
import { call } from "../../core/api";
import { refresh } from "../../core/live";
import { Age } from "../../parts/age";
import { Ask } from "../../parts/ask";
import { TextField } from "../../parts/controls";
import type { FieldOf } from "../../parts/fields";
import { given } from "../../parts/fields";
import { Loaded } from "../../parts/loaded";
import type { Column } from "../../parts/table";
import { Table } from "../../parts/table";
import { toast } from "../../parts/toasts";
import { useGroups, usePolicies, useServerPath } from "./data";
import { DeleteOfServer } from "./delete";
import type { Group, Server } from "./types";

/** The groups by which policies name users. */
export function GroupsPart({ server }: { server: Server }) {
  const groups = useGroups(server.id);
  const policies = usePolicies(server.id).value?.access_policies ?? [];
  const [doomed, setDoomed] = useState<Group>();
  const [asked, setAsked] = useState(false);
  const policiesOf = (group: Group) => policies.filter((policy) => policy.user_group_id === group.id);
  const page = `/console/client-gateways/${server.p2c_vgw_id}`;
  return (
    <>
      <div class="buttons">
        <button type="button" class="primary" onClick={() => setAsked(true)}>
          Create group
        </button>
      </div>
      <Loaded of={groups} what="the groups">
        {({ user_groups }) => (
          <Table
            name="Groups"
            rows={user_groups}
            id={(group) => group.id}
            columns={columnsOf(page, (group) => policiesOf(group).length)}
            words={(group) => [group.name, group.id, group.description]}
            actions={(group) =>
              group.type !== "Default" && (
                <button
                  type="button"
                  class="quietly"
                  aria-label={`Delete ${group.name}`}
                  onClick={() => setDoomed(group)}
                >
                  Delete
                </button>
              )
            }
          />
        )}
      </Loaded>
      {asked && <NewGroup server={server.id} onClose={() => setAsked(false)} />}
      {doomed && (
        <DeleteOfServer
          server={server.id}
          what="group"
          name={doomed.name}
          path={`groups/${doomed.id}`}
          list="vpn-user-groups"
          obstacles={policiesOf(doomed).map((policy) => ({
            title: `policy ${policy.name}`,
            to: `${page}/policies?q=${encodeURIComponent(policy.name)}`,
          }))}
          onClose={() => setDoomed(undefined)}
        >
          <p>Its users are in the default group then.</p>
        </DeleteOfServer>
      )}
    </>
  );
}

function columnsOf(page: string, policies: (group: Group) => number): readonly Column<Group>[] {
  return [
    { key: "name", title: "Name", cell: (group) => group.name, by: (group) => group.name },
    {
      key: "users",
      title: "Users",
      cell: (group) => <a href={`${page}/users?q=${encodeURIComponent(group.name)}`}>{group.user_number}</a>,
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

const FIELDS: readonly FieldOf[] = [
  { key: "group-name", label: "Name", fills: ["user_group.name"] },
  { key: "group-description", label: "Description", fills: ["user_group.description"] },
];

function NewGroup({ server, onClose }: { server: string; onClose: () => void }) {
  const path = useServerPath(server);
  const [name, setName] = useState("");
  const [description, setDescription] = useState("");
  const sends = async () => {
    await call("POST", `${path}/groups`, { user_group: { name: given(name), description: given(description) } });
    refresh("vpn-user-groups");
    toast(`Group ${name} is created`);
  };
  return (
    <Ask
      title="Create a group"
      yes="Create group"
      what="The group was not created."
      fields={FIELDS}
      sends={sends}
      onClose={onClose}
    >
      {(form) => (
        <>
          <TextField
            form={form}
            of="group-name"
            value={name}
            change={setName}
            hint="1 to 64 letters, digits, underscores and hyphens"
          />
          <TextField form={form} of="group-description" value={description} change={setDescription} />
        </>
      )}
    </Ask>
  );
}
