import { useState } from "preact/hooks";
import { call } from "../../core/api";
import { refresh } from "../../core/live";
import { many } from "../../core/words";
import { Age } from "../../parts/age";
import { Confirm } from "../../parts/confirm";
import { Empty } from "../../parts/empty";
import { Loaded } from "../../parts/loaded";
import { Status } from "../../parts/status";
import type { Column } from "../../parts/table";
import { Table } from "../../parts/table";
import { toast } from "../../parts/toasts";
import { Acts } from "./acts";
import { NewUsers } from "./batchform";
import { useGatewayPath, useSessions, useUsers } from "./data";
import { DeleteOfServer } from "./delete";
import { DeleteUsers } from "./deleteusers";
import type { Server, Session, User } from "./types";
import { ChangeUser, NewUser, ResetPassword } from "./userforms";

type Asked =
  | { readonly what: "delete" | "password" | "change" | "disconnect"; readonly of: User }
  | { readonly what: "one" | "many" }
  | { readonly what: "several"; readonly of: readonly User[] };

/** Who may connect with a name and a password, and who does at the moment. */
export function UsersPart({ server }: { server: Server }) {
  const users = useUsers(server.id);
  const sessions = useSessions(server.p2c_vgw_id).value?.connections ?? [];
  const [asked, setAsked] = useState<Asked>();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const sessionsOf = (user: User) => sessions.filter((session) => session.client_user_name === user.name);
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
              <div class="buttons">
                {create}
                <DeleteChosen of={all.filter(({ id }) => chosen.has(id))} ask={setAsked} />
              </div>
              <Table
                name="Users"
                rows={all}
                id={(user) => user.id}
                choice={{ of: chosen, to: setChosen }}
                columns={columnsOf(server.p2c_vgw_id, (user) => sessionsOf(user).length)}
                words={(user) => [
                  user.name, user.id, user.description, user.user_group_name, user.static_ip,
                  sessionsOf(user).length > 0 ? "connected" : "",
                ]}
                actions={(user) => (
                  <Acts
                    name={user.name}
                    of={{
                      Change: () => setAsked({ what: "change", of: user }),
                      "Reset password": () => setAsked({ what: "password", of: user }),
                      ...(sessionsOf(user).length > 0 && {
                        Disconnect: () => setAsked({ what: "disconnect", of: user }),
                      }),
                      Delete: () => setAsked({ what: "delete", of: user }),
                    }}
                  />
                )}
              />
            </>
          )
        }
      </Loaded>
      {asked && (
        <Question asked={asked} server={server} sessionsOf={sessionsOf} onClose={() => setAsked(undefined)} />
      )}
    </>
  );
}

function DeleteChosen({ of, ask }: { of: readonly User[]; ask: (what: Asked) => void }) {
  if (of.length === 0) return null;
  return (
    <button type="button" onClick={() => ask({ what: "several", of })}>
      Delete {many(of.length, "user")}
    </button>
  );
}

function Question(props: {
  asked: Asked;
  server: Server;
  sessionsOf: (user: User) => readonly Session[];
  onClose: () => void;
}) {
  const { asked, onClose } = props;
  const server = props.server.id;
  switch (asked.what) {
    case "one":
      return <NewUser server={server} onClose={onClose} />;
    case "many":
      return <NewUsers server={server} onClose={onClose} />;
    case "change":
      return <ChangeUser server={server} of={asked.of} onClose={onClose} />;
    case "password":
      return <ResetPassword server={server} of={asked.of} onClose={onClose} />;
    case "disconnect":
      return (
        <DisconnectUser
          gateway={props.server.p2c_vgw_id}
          of={asked.of}
          sessions={props.sessionsOf(asked.of)}
          onClose={onClose}
        />
      );
    case "several":
      return (
        <DeleteUsers
          server={server}
          of={asked.of}
          sessions={asked.of.flatMap(props.sessionsOf).length}
          onClose={onClose}
        />
      );
    case "delete":
      return <DeleteUser server={server} of={asked.of} sessions={props.sessionsOf(asked.of)} onClose={onClose} />;
  }
}

function DeleteUser(props: { server: string; of: User; sessions: readonly Session[]; onClose: () => void }) {
  const connected = props.sessions.length > 0;
  return (
    <DeleteOfServer
      server={props.server}
      what="user"
      name={props.of.name}
      path={`users/${props.of.id}`}
      list="vpn-users"
      typed={connected}
      onClose={props.onClose}
    >
      <p>
        {connected
          ? `The user is connected: ${many(props.sessions.length, "session")} will end at once.`
          : "Nobody can connect by this name any more."}
      </p>
    </DeleteOfServer>
  );
}

function DisconnectUser(props: { gateway: string; of: User; sessions: readonly Session[]; onClose: () => void }) {
  const path = `${useGatewayPath()}/${props.gateway}/connections`;
  const act = async () => {
    for (const session of props.sessions) await call("POST", `${path}/${session.connection_id}/disconnect`);
    refresh("sessions");
    toast(`${props.of.name} is being disconnected`);
  };
  return (
    <Confirm title={`Disconnect ${props.of.name}?`} yes="Disconnect" act={act} onClose={props.onClose}>
      <p>
        {many(props.sessions.length, "session")} will end. The client may connect anew at once: to keep somebody out,
        delete the user or set another password.
      </p>
    </Confirm>
  );
}

function columnsOf(gateway: string, sessions: (user: User) => number): readonly Column<User>[] {
  return [
    {
      key: "name",
      title: "Name",
      cell: (user) => (
        <>
          {user.name}
          {user.description && <span class="below">{user.description}</span>}
        </>
      ),
      by: (user) => user.name,
    },
    {
      key: "state",
      title: "State",
      cell: (user) => <State connected={sessions(user) > 0} />,
      by: (user) => -sessions(user),
      narrow: "corner",
    },
    {
      key: "group",
      title: "Group",
      cell: (user) => (
        <a href={`/console/client-gateways/${gateway}/groups/${user.user_group_id}`}>{user.user_group_name}</a>
      ),
      by: (user) => user.user_group_name,
    },
    {
      key: "address",
      title: "Own address",
      cell: (user) => (user.static_ip === "disable" ? <span class="quiet">any</span> : user.static_ip),
      by: (user) => user.static_ip,
    },
    { key: "changed", title: "Changed", cell: (user) => <Age at={user.updated_at} />, by: (user) => user.updated_at },
  ];
}

function State({ connected }: { connected: boolean }) {
  if (connected) return <Status of="ACTIVE" tone="good" word="Connected" />;
  return <Status of="IDLE" tone="idle" word="Not connected" />;
}
