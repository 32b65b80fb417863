import type { Tone } from "../core/words";
import { statusWord, toneOf } from "../core/words";
import { Mark } from "./mark";

/**
 * A status as mark, word and colour. What is on its way turns; only faults are red.
 *
 * @param told whether a change is read out, as of the thing that a page is about
 */
export function Status(props: { of: string; tone?: Tone | undefined; word?: string | undefined; told?: boolean }) {
  const { of, word } = props;
  const shown = props.tone ?? toneOf(of);
  return (
    <span class={`status ${shown}`} role={props.told ? "status" : undefined}>
      <Mark tone={shown} />
      {word ?? statusWord(of)}
    </span>
  );
}
