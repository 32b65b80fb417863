import { useCallback, useRef, useState } from "preact/hooks";
import { call } from "../core/api";
import { useSeldom } from "../core/live";

/** The build that this script is of; the build puts it in. */
declare const BUILD: string;

/** For so many milliseconds a page is new: longer than several controllers are being replaced, one after the other. */
const NEW = 600_000;

/**
 * Whether the pages that the service has are other ones than those that are looked at, for good. While controllers are
 * replaced, old and new ones answer by turns: one answer alone says nothing, and whoever has just loaded the page would
 * get the other one by loading it again, and that one again.
 *
 * @param builds that the service had the last two times, the later one behind
 * @param own the build of the page
 * @param age of the page in milliseconds
 */
export function isUpdated(builds: readonly [string, string], own: string, age: number): boolean {
  return age >= NEW && builds.every((build) => build !== own);
}

/**
 * Tells that the service has other files by now than the page runs, and stays with it. Whoever looks decides when to load
 * those: something may be half filled in.
 */
export function Updated() {
  const [updated, tell] = useState(false);
  const last = useRef(BUILD);
  const look = useCallback(async () => {
    const build = await call<string>("GET", "/console/build.json").catch(() => BUILD);
    if (isUpdated([last.current, build], BUILD, performance.now())) tell(true);
    last.current = build;
  }, []);
  useSeldom(look);
  return (
    <div class="old" role="status">
      {updated && (
        <>
          Causeway was updated. Reload to see the new pages.{" "}
          <button type="button" class="link" onClick={() => location.reload()}>
            Reload
          </button>
        </>
      )}
    </div>
  );
}
