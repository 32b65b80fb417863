import { useState } from "preact/hooks";
import { useLive } from "../../core/live";
import { go } from "../../core/router";
import type { ClientGateway } from "../../core/types";
import { Empty } from "../../parts/empty";
import { Head } from "../../parts/head";
import { Loaded } from "../../parts/loaded";
import { Status } from "../../parts/status";
import { Tabs } from "../../parts/tabs";
import { useGatewayPath, useServers } from "./data";
import { DeleteClientGateway } from "./delete";
import { GroupsPart } from "./groups";
import { PoliciesPart } from "./policies";
import { NoServer, ServerPart } from "./server";
import { SessionsPart } from "./sessions";
import { ClientGatewaySummary } from "./summary";
import type { Server } from "./types";
import { UsersPart } from "./userlist";

const LIST = "/console/client-gateways";
const TABS = [
  { key: "summary", title: "Summary" },
  { key: "server", title: "Server" },
  { key: "users", title: "Users" },
  { key: "groups", title: "Groups" },
  { key: "policies", title: "Policies" },
  { key: "sessions", title: "Sessions" },
];

export function ClientGatewayPage({ params }: { params: Readonly<Record<string, string>> }) {
  const id = params["id"]!;
  const tab = params["tab"] ?? "summary";
  const path = `${useGatewayPath()}/${id}`;
  const live = useLive<{ p2c_vpn_gateway: ClientGateway }>(path, "p2c-vpn-gateways", "sessions");
  const known = live.value?.p2c_vpn_gateway;
  return (
    <>
      <Head title={known?.name ?? "Client gateway"} crumbs={[{ title: "Client gateways", to: LIST }]}>
        {known && <Actions of={known} />}
      </Head>
      <Loaded of={live} what="the client gateway">
        {({ p2c_vpn_gateway: of }) => (
          <>
            <Tabs of={TABS} now={tab} base={`${LIST}/${id}`} label="Parts of the client gateway" />
            {tab === "summary" && <ClientGatewaySummary of={of} />}
            {tab === "sessions" && <SessionsPart gateway={of.id} />}
            {tab !== "summary" && tab !== "sessions" && <OfServer of={of} tab={tab} />}
          </>
        )}
      </Loaded>
    </>
  );
}

function Actions({ of }: { of: ClientGateway }) {
  const [asked, setAsked] = useState(false);
  return (
    <>
      <Status of={of.status} />
      <button type="button" disabled={of.status === "PENDING_DELETE"} onClick={() => setAsked(true)}>
        Delete
      </button>
      {asked && <DeleteClientGateway of={of} onClose={() => setAsked(false)} done={() => go(LIST)} />}
    </>
  );
}

/** What belongs to the gateway's server, of which there is one at most. */
function OfServer({ of, tab }: { of: ClientGateway; tab: string }) {
  return (
    <Loaded of={useServers(of.id)} what="the server">
      {({ vpn_servers: [server] }) => (server ? <Part of={server} tab={tab} /> : <NoServer gateway={of} />)}
    </Loaded>
  );
}

function Part({ of, tab }: { of: Server; tab: string }) {
  if (tab !== "server" && of.client_auth_type === "CERT") {
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
      return <GroupsPart server={of} />;
    case "policies":
      return <PoliciesPart server={of} />;
    default:
      return <ServerPart of={of} />;
  }
}
