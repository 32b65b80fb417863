import type { Tone } from "../core/words";
import { statusWord, toneOf } from "../core/words";
import { Mark } from "./mark";

/** A status as mark, word and colour. What is on its way turns; only faults are red. */
export function Status({ of, tone, word }: { of: string; tone?: Tone | undefined; word?: string | undefined }) {
  const shown = tone ?? toneOf(of);
  return (
    <span class={`status ${shown}`}>
      <Mark tone={shown} />
      {word ?? statusWord(of)}
    </span>
  );
}
