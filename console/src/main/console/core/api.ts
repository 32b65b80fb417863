/** What is wrong with a part of a request. */
export interface Violation {
  /** The member of the body, such as `peer_subnets[1]`, or the parameter; empty where the whole request is meant. */
  readonly path: string;
  readonly message: string;
  /** The part's own code, if it has one. */
  readonly code?: string;
}

/** What the service refused, in its own words; or that it did not answer. */
export class ApiError extends Error {
  override readonly name = "ApiError";

  /**
   * @param status of the answer; 0 if there was none
   * @param code of the refusal, such as `VPN.0001`; empty if none was sent
   * @param requestId by which the operator finds the call; empty if none was sent
   */
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly requestId: string = "",
    readonly violations: readonly Violation[] = [],
  ) {
    super(message);
  }

  /** Whether nobody said anything, so that it is not known whether the call was done. */
  get silent(): boolean {
    return this.status === 0;
  }
}

type Method = "GET" | "POST" | "PUT" | "DELETE";

/** How long an answer may take, in milliseconds. */
const PATIENCE = 30_000;
const SILENCE = "The service does not answer.";

interface Known {
  readonly tag: string;
  readonly value: unknown;
}

/** Answers to reads by their paths, the one used last behind: what is unchanged is not sent again. */
const known = new Map<string, Known>();
const MOST_KNOWN = 200;

let project = "";
let heard: (answers: boolean) => void = () => {};
let unauthorized: (path: string) => void = () => {};

/** Names the project of calls whose paths do not. What was read in another is forgotten. */
export function callIn(id: string): void {
  project = id;
  known.clear();
}

/** @param listener is told of each call whether the service answered it, whatever it said */
export function onHeard(listener: (answers: boolean) => void): void {
  heard = listener;
}

/** @param listener is told of calls that were refused because there is no session */
export function onUnauthorized(listener: (path: string) => void): void {
  unauthorized = listener;
}

/** What a path answered last, if it is still remembered: good enough to begin with. */
export function remembered<T>(path: string): T | undefined {
  return known.get(path)?.value as T | undefined;
}

/**
 * Calls an operation of the service.
 *
 * @returns what it answered; of a read that found nothing changed, the very object of the time before
 * @throws ApiError if it refused or did not answer; what `signal` gives if that ended the call
 */
export async function call<T>(method: Method, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const before = method === "GET" ? known.get(path) : undefined;
  const answer = await send(method, path, body, before?.tag, signal);
  if (answer.status === 304 && before) return recall(path, before) as T;
  const { ok, status, headers, text } = answer;
  if (!ok) {
    if (status === 401) unauthorized(path);
    throw refusalOf(status, text, headers.get("X-Request-Id") ?? "");
  }
  const value = (text === "" ? undefined : JSON.parse(text)) as T;
  const tag = headers.get("ETag");
  // What comes behind a position is asked for once: it would push out what is asked for again.
  if (method === "GET" && tag && !/[?&]after=/.test(path)) recall(path, { tag, value });
  return value;
}

function recall(path: string, what: Known): unknown {
  known.delete(path);
  known.set(path, what);
  if (known.size > MOST_KNOWN) known.delete(known.keys().next().value!);
  return what.value;
}

/** Sends a call and waits for the whole answer: it may stop coming after it has begun. */
async function send(method: Method, path: string, body: unknown, tag: string | undefined, signal?: AbortSignal) {
  const limited = new AbortController();
  const end = () => limited.abort();
  const timer = setTimeout(end, PATIENCE);
  signal?.addEventListener("abort", end);
  try {
    const answer = await fetch(path, {
      method,
      headers: headersOf(path, body, tag),
      body: body === undefined ? null : JSON.stringify(body),
      cache: "no-store",
      credentials: "same-origin",
      redirect: "error",
      signal: limited.signal,
    });
    const { ok, status, headers } = answer;
    const text = await answer.text();
    heard(true);
    return { ok, status, headers, text };
  } catch {
    signal?.throwIfAborted();
    heard(false);
    throw new ApiError(0, "", SILENCE);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", end);
  }
}

function headersOf(path: string, body: unknown, tag: string | undefined): Record<string, string> {
  return {
    // Without it the session counts for nothing: no form and no foreign page can send it.
    "X-Causeway-Console": "1",
    ...(project && !path.includes(project) ? { "X-Project-Id": project } : {}),
    ...(tag ? { "If-None-Match": tag } : {}),
    ...(body === undefined ? {} : { "Content-Type": "application/json" }),
  };
}

/** The forms in which errors come: the service's own, or the one of identity that other clouds have too. */
interface Refused {
  readonly error_code?: string;
  readonly error_msg?: string;
  readonly request_id?: string;
  readonly violations?: readonly Violation[];
  readonly error?: { readonly message?: string };
}

/** What an answer that is none of success says. Something between may have made it, so it need not be the service's. */
export function refusalOf(status: number, text: string, requestId: string): ApiError {
  let said: Refused = {};
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read === "object" && read !== null) said = read;
  } catch {
    // Then the status alone is told.
  }
  return new ApiError(
    status,
    said.error_code ?? "",
    said.error_msg ?? said.error?.message ?? `The answer ${status} came without a reason.`,
    said.request_id ?? requestId,
    said.violations ?? [],
  );
}
