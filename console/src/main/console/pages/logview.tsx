import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import { fullTime } from "../core/words";
import { Check } from "../parts/controls";
import { Empty, Rows } from "../parts/empty";
import { Refused } from "../parts/loaded";
import { Problem } from "../parts/problem";
import { useQuery } from "../parts/query";
import { save } from "../parts/save";
import { knownBy, matcher } from "../parts/sorting";
import type { Log } from "./follow";

/** A line as it is shown. */
export interface ShownLine {
  /** In milliseconds since 1970. */
  readonly time: number;
  readonly text: string;
  /** As it is in the download. */
  readonly raw: string;
}

/** More lines than this are in the download only. */
const MOST = 1000;

/**
 * A log that can be looked through, followed and downloaded, the newest line first.
 *
 * @param name of the download
 * @param about says of what there are lines
 * @param tools what else can be done
 */
export function LogView(props: {
  name: string;
  log: Log<ShownLine>;
  following: boolean;
  follow: (on: boolean) => void;
  about: string;
  tools?: ComponentChildren;
}) {
  const { lines, error } = props.log;
  const [typed, setTyped] = useQuery("q");
  const found = useMemo(() => {
    const fits = matcher(typed);
    return lines?.filter((line) => fits(knownBy([line.text, line.raw])));
  }, [lines, typed]);
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
        <Check id="follow" on={props.following} change={props.follow}>
          Follow
        </Check>
        <button type="button" onClick={() => download(`${props.name}.log`, lines)}>
          Download
        </button>
        {props.tools}
      </div>
      {found.length === 0 ? (
        <Empty title={lines.length === 0 ? "Nothing was logged yet" : "No line matches"}>{props.about}</Empty>
      ) : (
        <Lines of={found} />
      )}
    </>
  );
}

function Lines({ of }: { of: readonly ShownLine[] }) {
  return (
    <>
      <ol class="log" tabIndex={0} aria-label="Log, the newest line first">
        {of.slice(0, MOST).map((line, i) => (
          <li key={`${line.time} ${of.length - i}`}>
            <time dateTime={timeOf(line)} title={fullTime(timeOf(line))}>
              {timeOf(line).slice(5, 23).replace("T", " ")}
            </time>
            <span>{line.text}</span>
          </li>
        ))}
      </ol>
      {of.length > MOST && <p class="quiet">{of.length - MOST} older lines are in the download.</p>}
    </>
  );
}

function timeOf(line: ShownLine): string {
  return new Date(line.time).toISOString();
}

/** Hands all lines to the browser as a file, the oldest first, as logs are read. */
function download(name: string, lines: readonly ShownLine[]): void {
  save(
    name,
    [...lines].reverse().map((line) => `${timeOf(line)} ${line.raw}\n`),
  );
}
