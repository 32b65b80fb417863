import type { ApiError } from "../core/api";
import { Copy } from "./copy";

/** A refusal in the service's own words, with its code and the request's id, by which the operator finds it. */
export function Problem({ error, what }: { error: ApiError; what?: string | undefined }) {
  return (
    <div class="problem" role="alert">
      {what && <strong>{what} </strong>}
      <span>{error.message}</span>
      <Reference error={error} />
    </div>
  );
}

/** By what a refusal can be found again. */
export function Reference({ error }: { error: ApiError }) {
  if (!error.code && !error.requestId) return null;
  return (
    <p class="reference">
      {error.code}
      {error.code && error.requestId && " · "}
      {error.requestId && (
        <>
          request <code>{error.requestId}</code>
          <Copy text={error.requestId} label="request id" />
        </>
      )}
    </p>
  );
}
