import type { ComponentChildren } from "preact";
import type { ApiError } from "../core/api";
import type { Live } from "../core/live";
import { Empty, Rows } from "./empty";
import { Problem, Reference } from "./problem";

const FORBIDDEN = 403, MISSING = 404, NOT_BUILT = 501;

/**
 * What was read, in each state that it can be in: not there yet, there, there but perhaps old, refused.
 *
 * @param what names it in a sentence, such as "the connection"
 */
export function Loaded<T>(props: {
  of: Live<T>;
  what: string;
  rows?: number;
  children: (value: T) => ComponentChildren;
}) {
  const { value, error } = props.of;
  // What was there a moment ago may be gone.
  if (error?.status === MISSING) return <Refused error={error} what={props.what} />;
  if (value === undefined) {
    return error ? <Refused error={error} what={props.what} /> : <Rows count={props.rows ?? 4} />;
  }
  return (
    <>
      {error && <Problem error={error} what="What you see may be old." />}
      {props.children(value)}
    </>
  );
}

/** Why something cannot be shown. */
export function Refused({ error, what }: { error: ApiError; what: string }) {
  switch (error.status) {
    case NOT_BUILT:
      return <Empty title="Not built yet">{error.message}</Empty>;
    case MISSING:
      return (
        <Empty title="Not there">
          There is no such thing any more, or it belongs to another project: {error.message}
        </Empty>
      );
    case FORBIDDEN:
      return (
        <section class="empty">
          <h2>You may not see {what}</h2>
          <p>{error.message}</p>
          <Reference error={error} />
        </section>
      );
    default:
      return <Problem error={error} what={`Could not read ${what}.`} />;
  }
}
