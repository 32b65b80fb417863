import { useLive } from "../../core/live";
import { useProject } from "../../core/session";
import type { Connection, Diagnosis } from "../../core/types";
import { Age } from "../../parts/age";
import { Empty } from "../../parts/empty";
import { Loaded } from "../../parts/loaded";
import { Mark } from "../../parts/mark";
import { causeOf, isCalm } from "./causes";
import { fieldToMend } from "./mend";

/** What keeps a connection from carrying traffic, and where that is mended. */
export function DiagnosisPart({ of }: { of: Connection }) {
  const path = `/v5/${useProject()}/vpn-connection/${of.id}/diagnosis`;
  const live = useLive<{ diagnosis: Diagnosis }>(path, "vpn-connections");
  return (
    <Loaded of={live} what="the diagnosis">
      {({ diagnosis }) => (
        <>
          <Finding of={diagnosis} connection={of} />
          {diagnosis.offered && <Offers ours={diagnosis.offered.ours} theirs={diagnosis.offered.theirs} />}
          <Changes of={diagnosis} />
        </>
      )}
    </Loaded>
  );
}

function Finding({ of, connection }: { of: Diagnosis; connection: Connection }) {
  const cause = causeOf(of.code);
  const tone = of.code === "ok" ? "good" : isCalm(of.code) ? "busy" : "bad";
  const mend = fieldToMend(of.field, connection);
  return (
    <section class={`card finding ${tone}`}>
      <h2>
        <Mark tone={tone} />
        {cause.says}
      </h2>
      <p>{cause.help}</p>
      {mend && (
        <p>
          <a class="button primary" href={mend.to}>
            Change {mend.title}
          </a>
        </p>
      )}
      {of.evidence && (
        <>
          <h3>Evidence</h3>
          <pre tabIndex={0}>{of.evidence}</pre>
        </>
      )}
      <p class="quiet">
        Code <code>{of.code}</code>
      </p>
    </section>
  );
}

/** What the two ends want, side by side; what both have is marked. */
function Offers({ ours, theirs }: { ours: string | undefined; theirs: string | undefined }) {
  const here = proposals(ours);
  const there = proposals(theirs);
  return (
    <section class="card">
      <h2>What the ends offer</h2>
      <div class="halves">
        <div>
          <h3>Here</h3>
          <Proposals of={here} other={there} />
        </div>
        <div>
          <h3>The peer</h3>
          {theirs === undefined ? (
            <p class="quiet">
              Not seen: the peer has only refused what it was offered. Its own offer is seen when it begins to
              negotiate.
            </p>
          ) : (
            <Proposals of={there} other={here} />
          )}
        </div>
      </div>
    </section>
  );
}

function proposals(text: string | undefined): readonly string[] {
  return (text ?? "").split(/,\s*/).filter(Boolean);
}

function Proposals({ of, other }: { of: readonly string[]; other: readonly string[] }) {
  const known = new Set(other.flatMap((one) => one.split(/[-:/]/)));
  return (
    <ul class="proposals">
      {of.map((one) => (
        <li key={one}>
          {one.split(/([-:/])/).map((word, i) => (
            <Word key={i} of={word} both={known.has(word)} alone={other.length > 0} />
          ))}
        </li>
      ))}
    </ul>
  );
}

function Word({ of, both, alone }: { of: string; both: boolean; alone: boolean }) {
  if (!alone || /^[-:/]$/.test(of)) return <code>{of}</code>;
  return both ? <code>{of}</code> : <mark title="only at this end">{of}</mark>;
}

function Changes({ of }: { of: Diagnosis }) {
  if (of.changes.length === 0) return <Empty title="Nothing has changed yet">The tunnel was never seen.</Empty>;
  return (
    <section class="card">
      <h2>What happened before</h2>
      <ol class="changes">
        {of.changes.map((change) => (
          <li key={change.at}>
            <Age at={change.at} />
            <b>{change.state}</b>
            <span class="quiet">{change.reason}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
