import { useMemo } from "preact/hooks";
import type { Connection } from "../../core/types";
import { useLatest } from "../metrics";

const LOSS = "link_packet_loss_rate";
const DELAY = "link_average_latency";
const METRICS = [LOSS, DELAY];
const MOST = 5;

/** The monitored ways that lose most, then those that take longest. */
export function WorstMonitors({ of }: { of: readonly Connection[] }) {
  const watched = useMemo(() => of.filter((c) => c.connection_monitor_id), [of]);
  const ids = useMemo(() => watched.map((c) => c.id), [watched]);
  const latest = useLatest(METRICS, ids);
  const rows = watched
    .flatMap((c) => {
      const values = latest.get(c.id);
      const loss = values?.get(LOSS);
      return loss === undefined ? [] : [{ c, loss, delay: values?.get(DELAY) }];
    })
    .sort((a, b) => b.loss - a.loss || (b.delay ?? 0) - (a.delay ?? 0))
    .slice(0, MOST);
  if (rows.length === 0) return null;
  return (
    <section class="card" aria-labelledby="monitors">
      <h2 id="monitors">Slowest and most lossy ways</h2>
      <ul class="measures">
        {rows.map(({ c, loss, delay }) => (
          <li key={c.id}>
            <a href={`/console/vpn-connections/${c.id}/monitor`}>{c.name}</a>
            <span class={loss > 0 ? "bad" : "quiet"}>{loss.toFixed(0)} % lost</span>
            <span class="num">{delay === undefined ? "no answer" : `${delay.toFixed(1)} ms`}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
