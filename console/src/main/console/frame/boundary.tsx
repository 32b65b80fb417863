import type { ComponentChildren } from "preact";
import { useEffect, useErrorBoundary } from "preact/hooks";

/** Keeps what is wrong in one page from taking the frame with it. */
export function Boundary({ path, children }: { path: string; children: ComponentChildren }) {
  const [error, reset] = useErrorBoundary((e: unknown) => console.error(e));
  useEffect(reset, [path]);
  if (!error) return <>{children}</>;
  return (
    <>
      <h1>This page failed</h1>
      <section class="card">
        <p>That is a mistake of the console, and nothing was changed by it: {String(error)}</p>
        <button type="button" onClick={() => location.reload()}>
          Load it again
        </button>
      </section>
    </>
  );
}
