import type { Tone } from "../../core/words";
import { Mark } from "../../parts/mark";

const ORDER: readonly Tone[] = ["bad", "warn", "busy", "good", "idle"];
const WORDS: Record<Tone, string> = {
  good: "up",
  busy: "pending",
  bad: "down",
  warn: "degraded",
  idle: "unknown",
};

/** How many there are, and how they are doing; the worst comes first. */
export function Tile(props: { count: number; title: string; to: string; tones: readonly Tone[] }) {
  const counts = ORDER.map((tone) => [tone, props.tones.filter((one) => one === tone).length] as const);
  return (
    <a class="tile" href={props.to}>
      <b>{props.count}</b>
      <span>{props.title}</span>
      <small>
        {counts
          .filter(([, count]) => count > 0)
          .map(([tone, count]) => (
            <span key={tone} class={`status ${tone}`}>
              <Mark tone={tone} />
              {count} {WORDS[tone]}
            </span>
          ))}
      </small>
    </a>
  );
}
