import { useEffect, useState } from "preact/hooks";
import { ago, fullTime } from "../core/words";

const TICK = 10_000;
const ages = new Set<() => void>();
// One clock for all of a page: a long list has many.
setInterval(() => ages.forEach((told) => told()), TICK);

/** How long ago something was, with the whole time in UTC for whoever points at it. */
export function Age({ at }: { at: string | undefined }) {
  const [, tick] = useState(0);
  useEffect(() => {
    const told = () => tick((n) => n + 1);
    ages.add(told);
    return () => void ages.delete(told);
  }, []);
  if (!at) return <span class="quiet">–</span>;
  return (
    <time dateTime={at} title={fullTime(at)}>
      {ago(at)}
    </time>
  );
}
