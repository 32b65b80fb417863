import { useState } from "preact/hooks";
import { go } from "../../core/router";
import type { ClientGateway } from "../../core/types";
import { Empty } from "../../parts/empty";
import { Head } from "../../parts/head";
import { Loaded } from "../../parts/loaded";
import { Status } from "../../parts/status";
import type { Tab } from "../../parts/tabs";
import { Tabs } from "../../parts/tabs";
import { Rename } from "../rename";
import { AuthoritiesPart } from "./authorities";
import { useClientGateway, useServers } from "./data";
import { DeleteClientGateway } from "./delete";
import { GroupPart } from "./group";
import { GroupsPart } from "./groups";
import { LogPart } from "./log";
import { PoliciesPart } from "./policies";
import { NoServer, ServerPart } from "./server";
import { SessionsPart } from "./sessions";
import { ClientGatewaySummary } from "./summary";
import type { Server } from "./types";
import { UsersPart } from "./userlist";

const LIST = "/console/client-gateways";
const BY_PASSWORD: readonly Tab[] = [
  { key: "users", title: "Users" },
  { key: "groups", title: "Groups" },
  { key: "policies", title: "Policies" },
];
const BY_CERTIFICATE: readonly Tab[] = [{ key: "authorities", title: "Client CAs" }];

function tabsOf(server: Server | undefined): readonly Tab[] {
  return [
    { key: "summary", title: "Summary" },
    { key: "server", title: "Server" },
    ...(server?.client_auth_type === "CERT" ? BY_CERTIFICATE : BY_PASSWORD),
    { key: "sessions", title: "Sessions" },
    { key: "log", title: "Log" },
  ];
}

type Params = Readonly<Record<string, string>>;

export function ClientGatewayPage({ params }: { params: Params }) {
  const id = params["id"]!;
  const tab = params["tab"] ?? (params["group"] ? "groups" : "summary");
  const live = useClientGateway(id);
  const servers = useServers(id);
  const known = live.value?.p2c_vpn_gateway;
  return (
    <>
      <Head title={known?.name ?? "Client gateway"} crumbs={[{ title: "Client gateways", to: LIST }]}>
        {known && <Actions of={known} />}
      </Head>
      <Loaded of={live} what="the client gateway">
        {({ p2c_vpn_gateway: of }) => (
          <>
            <Tabs
              of={tabsOf(servers.value?.vpn_servers[0])}
              now={tab}
              base={`${LIST}/${id}`}
              label="Parts of the client gateway"
            />
            {tab === "summary" && <ClientGatewaySummary of={of} />}
            {tab === "sessions" && <SessionsPart gateway={of.id} />}
            {tab === "log" && <LogPart of={of} />}
            {!["summary", "sessions", "log"].includes(tab) && (
              <Loaded of={servers} what="the server">
                {({ vpn_servers: [server] }) =>
                  server ? <Part of={server} tab={tab} group={params["group"]} /> : <NoServer gateway={of} />
                }
              </Loaded>
            )}
          </>
        )}
      </Loaded>
    </>
  );
}

function Actions({ of }: { of: ClientGateway }) {
  const [asked, setAsked] = useState<"delete" | "rename">();
  const close = () => setAsked(undefined);
  return (
    <>
      <Status of={of.status} told />
      <button type="button" onClick={() => setAsked("rename")}>
        Rename
      </button>
      <button type="button" disabled={of.status === "PENDING_DELETE"} onClick={() => setAsked("delete")}>
        Delete
      </button>
      {asked === "delete" && <DeleteClientGateway of={of} onClose={close} done={() => go(LIST)} />}
      {asked === "rename" && <Rename what="p2c_vpn_gateway" path="p2c-vpn-gateways" of={of} onClose={close} />}
    </>
  );
}

/** What belongs to the gateway's server, of which there is one at most. */
function Part({ of, tab, group }: { of: Server; tab: string; group: string | undefined }) {
  const certificates = of.client_auth_type === "CERT";
  if (tab === "server") return <ServerPart of={of} />;
  if (tab === "authorities") {
    return certificates ? (
      <AuthoritiesPart server={of} />
    ) : (
      <Empty title="Users of this server have passwords">
        Client CAs are of servers whose clients show certificates.
      </Empty>
    );
  }
  if (certificates) {
    return (
      <Empty title="Clients of this server show certificates">
        Whoever has one of its client CAs is let in and reaches all its networks: there are no users, groups and
        policies.
      </Empty>
    );
  }
  switch (tab) {
    case "users":
      return <UsersPart server={of} />;
    case "groups":
      return group ? <GroupPart server={of} id={group} /> : <GroupsPart server={of} />;
    default:
      return <PoliciesPart server={of} />;
  }
}
