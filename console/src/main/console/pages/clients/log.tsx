import { useState } from "preact/hooks";
import { call } from "../../core/api";
import { refresh, useLive } from "../../core/live";
import { useProject } from "../../core/session";
import type { ClientGateway } from "../../core/types";
import { Confirm } from "../../parts/confirm";
import { Empty } from "../../parts/empty";
import { Loaded } from "../../parts/loaded";
import { toast } from "../../parts/toasts";
import type { Read } from "../follow";
import { useFollowed } from "../follow";
import type { ShownLine } from "../logview";
import { LogView } from "../logview";
import { useGatewayPath, useLogGroups } from "./data";
import { KeepLog } from "./logform";
import { said } from "./logline";

const MISSING = 404;
/** How many lines are asked for at once. */
const AT_ONCE = 1000;

/** Where a gateway's lines go. */
interface Destination {
  readonly log_group_id: string;
  readonly log_stream_id: string;
}

interface StreamLine {
  /** As the node wrote it: one JSON object. */
  readonly content: string;
  readonly line_num: string;
  /** When it was written, in milliseconds since 1970. */
  readonly time: number;
}

/** Who connected, who left and who was refused, as far as it is kept. */
export function LogPart({ of }: { of: ClientGateway }) {
  const [asked, setAsked] = useState<"keep" | "end">();
  const path = `${useGatewayPath()}/${of.id}/log-config`;
  const groups = useLogGroups();
  // Where there is no group of streams, no log goes anywhere: then nothing is asked for that is not there.
  const none = groups.value?.log_groups.length === 0;
  const live = useLive<{ log_config: Destination }>(groups.value && !none ? path : undefined, "p2c-vpn-gateways");
  const close = () => setAsked(undefined);
  const keep = (
    <button type="button" class="primary" onClick={() => setAsked("keep")}>
      Keep a log
    </button>
  );
  return (
    <>
      {none || live.error?.status === MISSING ? (
        <Empty title="No log is kept" action={keep}>
          A stream of the project can have a line for each client that connects, leaves or is refused, from then on.
        </Empty>
      ) : (
        <Loaded of={groups} what="where logs go">
          {() => (
            <Loaded of={live} what="where the log goes">
              {({ log_config }) => <Stream name={of.name} of={log_config} ask={setAsked} />}
            </Loaded>
          )}
        </Loaded>
      )}
      {asked === "keep" && <KeepLog gateway={of} onClose={close} />}
      {asked === "end" && <EndLog path={path} name={of.name} onClose={close} />}
    </>
  );
}

function EndLog({ path, name, onClose }: { path: string; name: string; onClose: () => void }) {
  const act = async () => {
    await call("DELETE", path);
    refresh("p2c-vpn-gateways");
    toast(`The log of ${name} is kept no longer`);
  };
  return (
    <Confirm title="Keep the log no longer?" yes="End the log" act={act} onClose={onClose}>
      <p>The stream keeps the lines that it has. What happens from now on is not in it.</p>
    </Confirm>
  );
}

function Stream(props: { name: string; of: Destination; ask: (what: "keep" | "end") => void }) {
  const { of } = props;
  const [following, setFollowing] = useState(true);
  const path = `/v2/${useProject()}/groups/${of.log_group_id}/streams/${of.log_stream_id}/content/query`;
  const log = useFollowed(path, following, (after, signal) => read(path, after, signal));
  return (
    <LogView
      name={props.name}
      log={log}
      following={following}
      follow={setFollowing}
      about="There is a line for each client that connects, leaves or is refused."
      tools={
        <>
          <button type="button" onClick={() => props.ask("keep")}>
            Another stream
          </button>
          <button type="button" onClick={() => props.ask("end")}>
            End the log
          </button>
        </>
      }
    />
  );
}

async function read(path: string, after: string | undefined, signal: AbortSignal): Promise<Read<ShownLine>> {
  const order = after === undefined ? { is_desc: true } : { line_num: after };
  const { logs } = await call<{ logs: readonly StreamLine[] }>("POST", path, { limit: AT_ONCE, ...order }, signal);
  const found = after === undefined ? logs : [...logs].reverse();
  const lines = found.map((line) => ({ time: line.time, text: said(line.content), raw: line.content }));
  return { lines, position: found[0]?.line_num ?? after };
}
