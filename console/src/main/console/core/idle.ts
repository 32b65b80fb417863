const WRITTEN_EVERY = 15_000;
const LOOKED_AT_EVERY = 10_000;
const SIGNS = ["pointerdown", "pointermove", "keydown", "wheel"] as const;

/**
 * Watches whether somebody uses the console, in any tab: a page that follows the service by itself is no use.
 *
 * @param whose use it is: that of another kind of session does not count
 * @param over is told when nobody did for so many seconds
 * @returns ends it
 */
export function watchUse(whose: string, seconds: number, over: () => void): () => void {
  const used = `causeway.used.${whose}`;
  let written = 0;
  const note = () => {
    if (Date.now() - written < WRITTEN_EVERY) return;
    written = Date.now();
    localStorage.setItem(used, written.toString());
  };
  const look = () => {
    if (Date.now() - Number(localStorage.getItem(used)) > seconds * 1000) over();
  };
  note();
  const timer = setInterval(look, LOOKED_AT_EVERY);
  for (const sign of SIGNS) addEventListener(sign, note, { passive: true });
  return () => {
    clearInterval(timer);
    for (const sign of SIGNS) removeEventListener(sign, note);
  };
}
