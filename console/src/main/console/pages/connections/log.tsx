import { useMemo, useState } from "preact/hooks";
import { useProject } from "../../core/session";
import { fullTime } from "../../core/words";
import type { Connection, LogLine } from "../../core/types";
import { Check } from "../../parts/controls";
import { Empty, Rows } from "../../parts/empty";
import { Refused } from "../../parts/loaded";
import { Problem } from "../../parts/problem";
import { useQuery } from "../../parts/query";
import { save } from "../../parts/save";
import { matches } from "../../parts/sorting";
import { useLog } from "./follow";

/** More lines than this are in the download only. */
const MOST = 1000;

/** What the gateway's daemons say of a connection, the newest first. */
export function LogPart({ of }: { of: Connection }) {
  const [following, setFollowing] = useState(true);
  const [typed, setTyped] = useQuery("q");
  const { lines, error } = useLog(`/v5/${useProject()}/vpn-connection/${of.id}/log`, following);
  const found = useMemo(
    () => lines?.filter((line) => matches(line.raw_message.toLowerCase(), typed)),
    [lines, typed],
  );
  if (!lines) return error ? <Refused error={error} what="the log" /> : <Rows count={6} />;
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
          {found!.length} of {lines.length} lines
        </span>
        <Check id="follow" on={following} change={setFollowing}>
          Follow
        </Check>
        <button type="button" onClick={() => download(`${of.name}.log`, lines)}>
          Download
        </button>
      </div>
      {found!.length === 0 ? (
        <Empty title={lines.length === 0 ? "Nothing was logged yet" : "No line matches"}>
          The daemon writes here when it negotiates with the peer.
        </Empty>
      ) : (
        <Lines of={found!} />
      )}
    </>
  );
}

function Lines({ of }: { of: readonly LogLine[] }) {
  return (
    <>
      <ol class="log" tabIndex={0} aria-label="Log, the newest line first">
        {of.slice(0, MOST).map((line, i) => (
          <li key={`${line.time} ${of.length - i}`}>
            <time dateTime={timeOf(line)} title={fullTime(timeOf(line))}>
              {timeOf(line).slice(11, 23)}
            </time>
            <span>{line.raw_message}</span>
          </li>
        ))}
      </ol>
      {of.length > MOST && <p class="quiet">{of.length - MOST} older lines are in the download.</p>}
    </>
  );
}

function timeOf(line: LogLine): string {
  return new Date(line.time).toISOString();
}

/** Hands all lines to the browser as a file, the oldest first, as logs are read. */
function download(name: string, lines: readonly LogLine[]): void {
  save(name, [...lines].reverse().map((line) => `${timeOf(line)} ${line.raw_message}\n`));
}
