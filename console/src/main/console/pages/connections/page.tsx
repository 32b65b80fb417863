import { useState } from "preact/hooks";
import { useLive } from "../../core/live";
import { go } from "../../core/router";
import { useProject } from "../../core/session";
import type { Connection } from "../../core/types";
import { Head } from "../../parts/head";
import { Loaded } from "../../parts/loaded";
import { Tabs } from "../../parts/tabs";
import { DeleteConnection, ResetConnection } from "./delete";
import { DevicePart } from "./device";
import { DiagnosisPart } from "./diagnosis";
import { LogPart } from "./log";
import { MonitorPart } from "./monitor";
import { RoutesPart } from "./routes";
import { SaPart } from "./sas";
import { ConnectionStatus } from "./status";
import { ConnectionSummary } from "./summary";


export const LIST = "/console/vpn-connections";
const TABS = [
  { key: "summary", title: "Summary" },
  { key: "diagnosis", title: "Diagnosis" },
  { key: "sas", title: "SAs" },
  { key: "routes", title: "Routes and BGP" },
  { key: "log", title: "Log" },
  { key: "monitor", title: "Monitor" },
  { key: "device", title: "Device" },
];

/** A connection, and whether it is there: all parts of its page follow it. */
export function useConnection(id: string) {
  return useLive<{ vpn_connection: Connection }>(`/v5/${useProject()}/vpn-connection/${id}`, "vpn-connections");
}

export function ConnectionPage({ params }: { params: Readonly<Record<string, string>> }) {
  const id = params["id"]!;
  const tab = params["tab"] ?? "summary";
  const live = useConnection(id);
  const known = live.value?.vpn_connection;
  return (
    <>
      <Head title={known?.name ?? "Connection"} crumbs={[{ title: "Connections", to: LIST }]}>
        {known && <Actions of={known} />}
      </Head>
      <Loaded of={live} what="the connection">
        {({ vpn_connection }) => (
          <>
            <Tabs of={TABS} now={tab} base={`${LIST}/${id}`} label="Parts of the connection" />
            <Part of={vpn_connection} tab={tab} />
          </>
        )}
      </Loaded>
    </>
  );
}

function Actions({ of }: { of: Connection }) {
  const [asked, setAsked] = useState<"delete" | "reset">();
  const close = () => setAsked(undefined);
  const leaving = of.status === "PENDING_DELETE";
  return (
    <>
      <ConnectionStatus of={of} told />
      <a class="button" href={`${LIST}/${of.id}/edit`}>
        Change
      </a>
      <button type="button" disabled={leaving} onClick={() => setAsked("reset")}>
        Reset
      </button>
      <button type="button" disabled={leaving} onClick={() => setAsked("delete")}>
        Delete
      </button>
      {asked === "delete" && <DeleteConnection of={of} onClose={close} done={() => go(LIST)} />}
      {asked === "reset" && <ResetConnection of={of} onClose={close} />}
    </>
  );
}

function Part({ of, tab }: { of: Connection; tab: string }) {
  switch (tab) {
    case "device":
      return <DevicePart of={of} />;
    case "diagnosis":
      return <DiagnosisPart of={of} />;
    case "sas":
      return <SaPart of={of} />;
    case "routes":
      return <RoutesPart of={of} />;
    case "log":
      return <LogPart of={of} />;
    case "monitor":
      return <MonitorPart of={of} />;
    default:
      return <ConnectionSummary of={of} />;
  }
}
