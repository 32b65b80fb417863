import { useState } from "preact/hooks";
import { Age } from "../../parts/age";
import { Empty } from "../../parts/empty";
import { Loaded } from "../../parts/loaded";
import { Status } from "../../parts/status";
import type { Column } from "../../parts/table";
import { Table } from "../../parts/table";
import { useSessions, useUsers } from "./data";
import { DeleteOfServer } from "./delete";
import type { Server, User } from "./types";
import { NewUser, NewUsers, ResetPassword } from "./userforms";

type Asked = { readonly what: "delete" | "password"; readonly of: User } | { readonly what: "one" | "many" };

/** Who may connect with a name and a password, and who does at the moment. */
export function UsersPart({ server }: { server: Server }) {
  const users = useUsers(server.id);
  const sessions = useSessions(server.p2c_vgw_id).value?.connections ?? [];
  const [asked, setAsked] = useState<Asked>();
  const online = new Set(sessions.map((session) => session.client_user_name));
  const close = () => setAsked(undefined);
  const create = (
    <div class="buttons">
      <button type="button" class="primary" onClick={() => setAsked({ what: "one" })}>
        Create user
      </button>
      <button type="button" onClick={() => setAsked({ what: "many" })}>
        Create many
      </button>
    </div>
  );
  return (
    <>
      <Loaded of={users} what="the users">
        {({ users: all }) =>
          all.length === 0 ? (
            <Empty title="No user yet" action={create}>
              Each person who connects has a name and a password of their own. What they reach is said by policies.
            </Empty>
          ) : (
            <>
              {create}
              <Table
                name="Users"
                rows={all}
                id={(user) => user.id}
                columns={columnsOf(online)}
                words={(user) => [
                  user.name, user.id, user.description, user.user_group_name, user.static_ip,
                  online.has(user.name) ? "connected" : "",
                ]}
                actions={(user) => <Acts of={user} ask={setAsked} />}
              />
            </>
          )
        }
      </Loaded>
      {asked?.what === "one" && <NewUser server={server.id} onClose={close} />}
      {asked?.what === "many" && <NewUsers server={server.id} onClose={close} />}
      {asked?.what === "password" && <ResetPassword server={server.id} of={asked.of} onClose={close} />}
      {asked?.what === "delete" && (
        <DeleteOfServer
          server={server.id}
          what="user"
          name={asked.of.name}
          path={`users/${asked.of.id}`}
          list="vpn-users"
          typed={online.has(asked.of.name)}
          onClose={close}
        >
          <p>
            {online.has(asked.of.name)
              ? "The user is connected: the session ends at once."
              : "Nobody can connect by this name any more."}
          </p>
        </DeleteOfServer>
      )}
    </>
  );
}

function Acts({ of, ask }: { of: User; ask: (asked: Asked) => void }) {
  return (
    <>
      <button
        type="button"
        class="quietly"
        aria-label={`Reset the password of ${of.name}`}
        onClick={() => ask({ what: "password", of })}
      >
        Reset password
      </button>
      <button
        type="button"
        class="quietly"
        aria-label={`Delete ${of.name}`}
        onClick={() => ask({ what: "delete", of })}
      >
        Delete
      </button>
    </>
  );
}

function columnsOf(online: ReadonlySet<string>): readonly Column<User>[] {
  return [
    { key: "name", title: "Name", cell: (user) => user.name, by: (user) => user.name },
    {
      key: "state",
      title: "State",
      cell: (user) =>
        online.has(user.name) ? (
          <Status of="ACTIVE" tone="good" word="Connected" />
        ) : (
          <Status of="IDLE" tone="idle" word="Not connected" />
        ),
      by: (user) => (online.has(user.name) ? 0 : 1),
      narrow: "corner",
    },
    { key: "group", title: "Group", cell: (user) => user.user_group_name, by: (user) => user.user_group_name },
    {
      key: "address",
      title: "Own address",
      cell: (user) => (user.static_ip === "disable" ? <span class="quiet">any</span> : user.static_ip),
      by: (user) => user.static_ip,
    },
    { key: "description", title: "Description", cell: (user) => user.description, by: (user) => user.description },
    { key: "changed", title: "Changed", cell: (user) => <Age at={user.updated_at} />, by: (user) => user.updated_at },
  ];
}
