import { useEffect, useState } from "preact/hooks";
import { ago, fullTime } from "../core/words";

const TICK = 10_000;

/** How long ago something was, with the whole time in UTC for whoever points at it. */
export function Age({ at }: { at: string | undefined }) {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), TICK);
    return () => clearInterval(timer);
  }, []);
  if (!at) return <span class="quiet">–</span>;
  return (
    <time dateTime={at} title={fullTime(at)}>
      {ago(at)}
    </time>
  );
}
