import { useMemo, useState } from "preact/hooks";
import { call } from "../../core/api";
import { refresh, useLive } from "../../core/live";
import { fullTime } from "../../core/words";
import type { ClientGateway } from "../../core/types";
import { Confirm } from "../../parts/confirm";
import { Check } from "../../parts/controls";
import { Empty, Rows } from "../../parts/empty";
import { Loaded, Refused } from "../../parts/loaded";
import { Problem } from "../../parts/problem";
import { useQuery } from "../../parts/query";
import { save } from "../../parts/save";
import { matches } from "../../parts/sorting";
import { toast } from "../../parts/toasts";
import { useGatewayPath } from "./data";
import type { Destination, StreamLine } from "./follow";
import { useStream } from "./follow";
import { said } from "./logline";
import { KeepLog } from "./logform";

const MISSING = 404;
/** More lines than this are in the download only. */
const MOST = 1000;

/** Who connected, who left and who was refused, as far as it is kept. */
export function LogPart({ of }: { of: ClientGateway }) {
  const [asked, setAsked] = useState<"keep" | "end">();
  const path = `${useGatewayPath()}/${of.id}/log-config`;
  const live = useLive<{ log_config: Destination }>(path, "p2c-vpn-gateways");
  const close = () => setAsked(undefined);
  const keep = (
    <button type="button" class="primary" onClick={() => setAsked("keep")}>
      Keep a log
    </button>
  );
  return (
    <>
      {live.error?.status === MISSING ? (
        <Empty title="No log is kept" action={keep}>
          A stream of the project can have a line for each client that connects, leaves or is refused, from then on.
        </Empty>
      ) : (
        <Loaded of={live} what="where the log goes" rows={6}>
          {({ log_config }) => <Stream name={of.name} of={log_config} ask={setAsked} />}
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
  const [following, setFollowing] = useState(true);
  const [typed, setTyped] = useQuery("q");
  const { lines, error } = useStream(props.of, following);
  const shown = useMemo(() => lines?.map((line) => ({ ...line, text: said(line.content) })), [lines]);
  const found = useMemo(
    () => shown?.filter((one) => matches(`${one.text} ${one.content}`.toLowerCase(), typed)),
    [shown, typed],
  );
  if (!lines || !found) return error ? <Refused error={error} what="the log" /> : <Rows count={6} />;
  return (
    <>
      {error && <Problem error={error} what="What you see may be old." />}
      <div class="tools">
        <label class="search">
          <span class="hidden">Filter the log</span>
          <input
            type="search"
            placeholder="Filter lines…"
            value={typed}
            onInput={(e) => setTyped(e.currentTarget.value)}
          />
        </label>
        <span class="quiet" role="status">
          {found.length} of {lines.length} lines
        </span>
        <Check id="follow" on={following} change={setFollowing}>
          Follow
        </Check>
        <button type="button" onClick={() => download(`${props.name}.log`, lines)}>
          Download
        </button>
        <button type="button" onClick={() => props.ask("keep")}>
          Another stream
        </button>
        <button type="button" onClick={() => props.ask("end")}>
          End the log
        </button>
      </div>
      {found.length === 0 ? (
        <Empty title={lines.length === 0 ? "Nothing has happened yet" : "No line matches"}>
          There is a line for each client that connects, leaves or is refused.
        </Empty>
      ) : (
        <ol class="log" tabIndex={0} aria-label="Log, the newest line first">
          {found.slice(0, MOST).map((one) => (
            <li key={one.line_num}>
              <time dateTime={timeOf(one)}>{fullTime(timeOf(one)).slice(0, 19)}</time>
              <span>{one.text}</span>
            </li>
          ))}
        </ol>
      )}
      {found.length > MOST && <p class="quiet">{found.length - MOST} older lines are in the download.</p>}
    </>
  );
}

function timeOf(line: StreamLine): string {
  return new Date(line.time).toISOString();
}

/** The oldest line first, as logs are read. */
function download(name: string, lines: readonly StreamLine[]): void {
  save(name, [...lines].reverse().map((line) => `${timeOf(line)} ${line.content}\n`));
}
