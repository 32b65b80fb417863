import { useMemo, useState } from "preact/hooks";
import { ApiError, call } from "../../core/api";
import { refresh } from "../../core/live";
import { useProject } from "../../core/session";
import type { Connection, Monitor } from "../../core/types";
import { Chart } from "../../parts/chart";
import { Empty, Rows } from "../../parts/empty";
import { Facts } from "../../parts/facts";
import { Loaded, Refused } from "../../parts/loaded";
import { lookAgain, outcome } from "../../parts/outcome";
import { Problem } from "../../parts/problem";
import { Status } from "../../parts/status";
import { toast } from "../../parts/toasts";
import { useMonitors } from "../data";
import { millis, percent, useDay } from "../metrics";
import { Traffic } from "../traffic";

/**
 * What passes the tunnel, the delay and loss of the way to the customer gateway, and those of the way through the tunnel
 * where that is asked for.
 */
export function MonitorPart({ of }: { of: Connection }) {
  const live = useMonitors();
  return (
    <>
      <Traffic id={of.id} peer="site" />
      <Loaded of={live} what="the monitors">
        {({ connection_monitors }) => {
          const mine = connection_monitors.find((one) => one.vpn_connection_id === of.id);
          return mine ? <Watched of={mine} connection={of} /> : <Unwatched of={of} />;
        }}
      </Loaded>
      {of.enable_nqa && <Measured of={of} title="Through the tunnel" kind="tunnel" />}
    </>
  );
}

function Watched({ of, connection }: { of: Monitor; connection: Connection }) {
  const change = useChange();
  const remove = () =>
    change.make("DELETE", `/connection-monitors/${of.id}`, undefined, "The monitor is being deleted");
  return (
    <>
      <section class="card">
        <h2>Monitor</h2>
        {change.error && <Problem error={change.error} what={outcome(change.error, "Not deleted.")} />}
        <Facts
          of={[
            of.status !== undefined && ["Status", <Status of={of.status} />],
            ["From", <code>{of.source_ip}</code>],
            ["To", <code>{of.destination_ip}</code>],
          ]}
        />
        <div class="actions">
          <button type="button" disabled={of.status === "PENDING_DELETE"} onClick={() => void remove()}>
            Delete monitor
          </button>
        </div>
      </section>
      <Measured of={connection} title="To the customer gateway" kind="link" />
    </>
  );
}

function Unwatched({ of }: { of: Connection }) {
  const change = useChange();
  const create = () =>
    change.make(
      "POST",
      "/connection-monitors",
      { connection_monitor: { vpn_connection_id: of.id } },
      "The monitor is being created",
    );
  return (
    <>
      {change.error && <Problem error={change.error} what={outcome(change.error, "Not created.")} />}
      <Empty
        title="Nobody watches the way"
        action={
          <button type="button" class="primary" onClick={() => void create()}>
            Create monitor
          </button>
        }
      >
        A monitor has the gateway's node ask the customer gateway for an echo every five seconds, outside of the tunnel.
      </Empty>
    </>
  );
}

function useChange() {
  const project = useProject();
  const [error, setError] = useState<ApiError>();
  const make = async (method: "POST" | "DELETE", path: string, body: unknown, done: string) => {
    setError(undefined);
    try {
      await call(method, `/v5/${project}${path}`, body);
      refresh("connection-monitors", "vpn-connections");
      toast(done);
    } catch (e) {
      if (!(e instanceof ApiError)) throw e;
      setError(e);
      lookAgain(e);
    }
  };
  return { error, make };
}

function Measured({ of, title, kind }: { of: Connection; title: string; kind: "link" | "tunnel" }) {
  const metrics = useMemo(
    () => [`${kind}_average_latency`, `${kind}_max_latency`, `${kind}_packet_loss_rate`],
    [kind],
  );
  const day = useDay(metrics, of.id);
  const delay = useMemo(
    () => [
      { name: "average", points: day.points.get(metrics[0]!) ?? [] },
      { name: "highest", points: day.points.get(metrics[1]!) ?? [] },
    ],
    [day.points],
  );
  const loss = useMemo(() => [{ name: "loss", points: day.points.get(metrics[2]!) ?? [] }], [day.points]);
  if (day.loading) return <Rows count={3} />;
  if (day.error) return <Refused error={day.error} what="what was measured" />;
  return (
    <section class="card">
      <h2>{title}</h2>
      <Chart title="Delay, last 24 hours" series={delay} text={millis} />
      <Chart title="Loss, last 24 hours" series={loss} text={percent} least={5} />
    </section>
  );
}
