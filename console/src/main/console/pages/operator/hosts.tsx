import { useState } from "preact/hooks";
import { call } from "../../core/api";
import { useLive } from "../../core/live";
import type { Tone } from "../../core/words";
import { bytes, sentence } from "../../core/words";
import { Age } from "../../parts/age";
import { Confirm } from "../../parts/confirm";
import { Empty } from "../../parts/empty";
import { Head } from "../../parts/head";
import { Loaded } from "../../parts/loaded";
import { Status } from "../../parts/status";
import type { Column } from "../../parts/table";
import { Table } from "../../parts/table";
import { EnrolmentToken } from "./token";
import type { Host } from "./types";

const TONES: Readonly<Record<Host["state"], Tone>> = { heard: "good", silent: "bad", lost: "idle" };

export function useHosts() {
  return useLive<{ hosts: readonly Host[] }>("/admin/v1/hosts", "hosts");
}

/** The hosts that carry nodes, with how they are doing. */
export function HostList() {
  const hosts = useHosts();
  const [enrolled, setEnrolled] = useState<Host>();
  const [token, setToken] = useState<{ host: Host; token: string }>();
  const issue = async (host: Host) => {
    const made = await call<{ enrolment_token: string }>("POST", `/admin/v1/hosts/${host.id}/enrolment-token`);
    setToken({ host, token: made.enrolment_token });
  };
  const add = (
    <a class="button primary" href="/console/operator/hosts/new">
      Add a host
    </a>
  );
  return (
    <>
      <Head title="Hosts">{add}</Head>
      {token && <EnrolmentToken host={token.host.name} token={token.token} />}
      <Loaded of={hosts} what="the hosts">
        {({ hosts: all }) =>
          all.length === 0 ? (
            <Empty title="No host yet" action={add}>
              A host carries the nodes of gateways. Its agent enrols with a token that you issue here.
            </Empty>
          ) : (
            <Table
              name="Hosts"
              rows={all}
              id={(host) => host.id}
              columns={COLUMNS}
              words={(host) => [host.name, host.id, host.state, ...host.zones]}
              actions={(host) => (
                <button
                  type="button"
                  class="small"
                  aria-label={`Enrol ${host.name}`}
                  onClick={() => setEnrolled(host)}
                >
                  Enrol
                </button>
              )}
            />
          )
        }
      </Loaded>
      {enrolled && (
        <Confirm
          title={`Enrol ${enrolled.name}?`}
          yes="Issue a token"
          act={() => issue(enrolled)}
          onClose={() => setEnrolled(undefined)}
        >
          The token is shown once. An agent that enrols with it becomes this host, in place of one that was before.
        </Confirm>
      )}
    </>
  );
}

export function HostState({ of: { state } }: { of: Host }) {
  return <Status of={state} tone={TONES[state]} word={sentence(state)} />;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function Load({ of: host }: { of: Host }) {
  const { processor, memory } = host;
  if (processor === undefined && !memory) return <span class="quiet">not told yet</span>;
  return (
    <>
      {processor !== undefined && <span>Processor {percent(processor)}</span>}
      {memory && (
        <span class="below">
          Memory {bytes(memory.used)} of {bytes(memory.total)}
        </span>
      )}
    </>
  );
}

const COLUMNS: readonly Column<Host>[] = [
  {
    key: "name",
    title: "Name",
    cell: (host) => (
      <>
        <a href={`/console/operator/hosts/${host.id}`}>{host.name}</a>
        {host.concerns.map((concern) => (
          <span key={concern} class="below">
            {concern}
          </span>
        ))}
      </>
    ),
    by: (host) => host.name,
  },
  {
    key: "state",
    title: "State",
    cell: (host) => <HostState of={host} />,
    by: (host) => host.state,
    narrow: "corner",
  },
  {
    key: "heard",
    title: "Last heard",
    cell: (host) => <Age at={host.last_heard_at} />,
    by: (host) => host.last_heard_at ?? "",
  },
  { key: "zones", title: "Zones", cell: (host) => host.zones.join(", "), by: (host) => host.zones.join() },
  {
    key: "tunnels",
    title: "Tunnels up",
    cell: (host) => `${host.tunnels.up} of ${host.tunnels.all}`,
    by: (host) => host.tunnels.up,
    numeric: true,
  },
  { key: "load", title: "Load", cell: (host) => <Load of={host} />, by: (host) => host.processor ?? 0 },
];
