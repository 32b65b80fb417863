const USED = "causeway.used";
const WRITTEN_EVERY = 15_000;
const LOOKED_AT_EVERY = 10_000;
const SIGNS = ["pointerdown", "pointermove", "keydown", "wheel"] as const;

/**
 * Watches whether somebody uses the console, in any tab: a page that follows the service by itself is no use.
 *
 * @param over is told when nobody did for so many seconds
 * @returns ends it
 */
export function watchUse(seconds: number, over: () => void): () => void {
  let written = 0;
  const used = () => {
    if (Date.now() - written < WRITTEN_EVERY) return;
    written = Date.now();
    localStorage.setItem(USED, written.toString());
  };
  const look = () => {
    if (Date.now() - Number(localStorage.getItem(USED)) > seconds * 1000) over();
  };
  used();
  const timer = setInterval(look, LOOKED_AT_EVERY);
  for (const sign of SIGNS) addEventListener(sign, used, { passive: true });
  return () => {
    clearInterval(timer);
    for (const sign of SIGNS) removeEventListener(sign, used);
  };
}
