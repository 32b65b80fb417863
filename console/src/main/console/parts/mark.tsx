import type { Tone } from "../core/words";

/** A mark for each tone, on a grid of 16 by 16, so that nothing is said by colour alone. */
const PATHS: Record<Tone, string> = {
  good: "M3 8.5l3 3 6.5-7",
  bad: "M4 4l8 8M12 4l-8 8",
  busy: "M8 3a5 5 0 1 1-5 5",
  warn: "M8 3v6M8 12v.5",
  idle: "M4 8h8",
};

/** Says nothing by itself: a word stands beside it. */
export function Mark({ tone }: { tone: Tone }) {
  return (
    <svg class={`mark ${tone}`} viewBox="0 0 16 16" aria-hidden="true">
      <path d={PATHS[tone]} />
    </svg>
  );
}
