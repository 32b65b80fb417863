import { useLive } from "../core/live";

/** The build that this script is of; the build puts it in. */
declare const BUILD: string;

/**
 * Tells that the service has other files by now than the page runs. Whoever looks decides when to load those: something
 * may be half filled in.
 */
export function Updated() {
  const { value } = useLive<string>("/console/build.json");
  return (
    <div class="old" role="status">
      {value !== undefined && value !== BUILD && (
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
