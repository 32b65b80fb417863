import { useState } from "preact/hooks";
import { call } from "../../core/api";
import { refresh } from "../../core/live";
import { go } from "../../core/router";
import { many } from "../../core/words";
import { Ask } from "../../parts/ask";
import { Check } from "../../parts/controls";
import { Empty } from "../../parts/empty";
import { Loaded } from "../../parts/loaded";
import { Table } from "../../parts/table";
import { toast } from "../../parts/toasts";
import { Acts } from "./acts";
import { useGroups, usePolicies, useServerPath, useUsers } from "./data";
import { DeleteGroup, GroupForm } from "./groupforms";
import { PolicyTable } from "./policytable";
import type { Group, Server, User } from "./types";

/** A group: who is in it, and what they reach. */
export function GroupPart({ server, id }: { server: Server; id: string }) {
  return (
    <Loaded of={useGroups(server.id)} what="the group">
      {({ user_groups }) => {
        const group = user_groups.find((one) => one.id === id);
        if (group) return <Whole server={server} of={group} />;
        return <Empty title="Not there">There is no such group any more.</Empty>;
      }}
    </Loaded>
  );
}

function Whole({ server, of }: { server: Server; of: Group }) {
  const [asked, setAsked] = useState<"change" | "delete" | "add">();
  const policies = usePolicies(server.id).value?.access_policies ?? [];
  const mine = policies.filter((policy) => policy.user_group_id === of.id);
  const groups = `/console/client-gateways/${server.p2c_vgw_id}/groups`;
  const close = () => setAsked(undefined);
  const standard = of.type === "Default";
  return (
    <>
      <section class="part">
        <h2>
          Group {of.name} <span class="below">{of.description}</span>
        </h2>
        <div class="buttons">
          <a class="button" href={groups}>
            All groups
          </a>
          {!standard && (
            <>
              <button type="button" class="primary" onClick={() => setAsked("add")}>
                Add users
              </button>
              <button type="button" onClick={() => setAsked("change")}>
                Change
              </button>
              <button type="button" onClick={() => setAsked("delete")}>
                Delete
              </button>
            </>
          )}
        </div>
        <Members server={server} of={of} />
      </section>
      <section class="part">
        <h2>What they reach</h2>
        {mine.length === 0 ? (
          <p class="quiet">Nothing: no policy names this group.</p>
        ) : (
          <PolicyTable server={server} rows={mine} prefix="p-" />
        )}
      </section>
      {asked === "add" && <AddUsers server={server} of={of} onClose={close} />}
      {asked === "change" && <GroupForm server={server.id} before={of} onClose={close} />}
      {asked === "delete" && (
        <DeleteGroup server={server} of={of} policies={policies} onClose={close} done={() => go(groups)} />
      )}
    </>
  );
}

function Members({ server, of }: { server: Server; of: Group }) {
  const path = `${useServerPath(server.id)}/groups/${of.id}/remove-users`;
  const users = useUsers(server.id);
  const remove = async (user: User) => {
    await call("POST", path, { users: [{ id: user.id }] });
    refresh("vpn-users", "vpn-user-groups");
    toast(`${user.name} is in the default group now`);
  };
  const [leaving, setLeaving] = useState<User>();
  return (
    <Loaded of={users} what="the users">
      {({ users: all }) => {
        const mine = all.filter((user) => user.user_group_id === of.id);
        if (mine.length === 0) return <p class="quiet">Nobody is in it.</p>;
        return (
          <>
            <Table
              name={`Users of ${of.name}`}
              rows={mine}
              id={(user) => user.id}
              columns={[
                { key: "name", title: "Name", cell: (user) => user.name, by: (user) => user.name },
                { key: "description", title: "Description", cell: (user) => user.description },
              ]}
              words={(user) => [user.name, user.description, user.id]}
              {...(of.type !== "Default" && {
                actions: (user: User) => <Acts name={user.name} of={{ "Take out": () => setLeaving(user) }} />,
              })}
            />
            {leaving && (
              <Ask
                title={`Take ${leaving.name} out of ${of.name}?`}
                yes="Take out"
                what="Not done."
                fields={[]}
                sends={() => remove(leaving)}
                onClose={() => setLeaving(undefined)}
              >
                {() => <p>The user is in the default group then, and reaches what that reaches.</p>}
              </Ask>
            )}
          </>
        );
      }}
    </Loaded>
  );
}

/** Offers the users of the default group: those of others are moved by changing the user. */
function AddUsers({ server, of, onClose }: { server: Server; of: Group; onClose: () => void }) {
  const path = `${useServerPath(server.id)}/groups/${of.id}/add-users`;
  const standard = useGroups(server.id).value?.user_groups.find((group) => group.type === "Default");
  const users = useUsers(server.id).value?.users ?? [];
  const free = users.filter((user) => user.user_group_id === standard?.id);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const choose = (id: string, on: boolean) =>
    setChosen((old) => new Set(on ? [...old, id] : [...old].filter((one) => one !== id)));
  const sends = async () => {
    await call("POST", path, { users: [...chosen].map((id) => ({ id })) });
    refresh("vpn-users", "vpn-user-groups");
    toast(`${many(chosen.size, "user")} added to ${of.name}`);
  };
  return (
    <Ask
      title={`Add users to ${of.name}`}
      yes="Add users"
      what="Nobody was added."
      fields={[{ key: "members", label: "Users", fills: ["users"] }]}
      sends={sends}
      onClose={onClose}
    >
      {() =>
        free.length === 0 ? (
          <p>Every user is in a group already. Change a user to move it here.</p>
        ) : (
          <fieldset class="choices" id="members" tabIndex={-1}>
            <legend>Users of the default group</legend>
            {free.map((user) => (
              <Check
                key={user.id}
                id={`member-${user.id}`}
                on={chosen.has(user.id)}
                change={(on) => choose(user.id, on)}
              >
                {user.name} {user.description && <span class="quiet">{user.description}</span>}
              </Check>
            ))}
          </fieldset>
        )
      }
    </Ask>
  );
}
