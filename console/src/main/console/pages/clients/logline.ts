import { bytes, duration } from "../../core/words";

const WORDS: Readonly<Record<string, string>> = {
  connect: "connected",
  disconnect: "disconnected",
  login_failed: "was not let in",
  refused: "was refused",
};

type Members = Readonly<Record<string, unknown>>;

/** What a node says in one line of its log, in words; what is not understood stays as it is. */
export function said(content: string): string {
  const line = membersOf(content);
  const event = text(line, "event");
  return event ? [happened(event, line), ...details(line)].join(" · ") : content;
}

function membersOf(content: string): Members {
  try {
    const read: unknown = JSON.parse(content);
    return typeof read === "object" && read !== null ? (read as Members) : {};
  } catch {
    return {};
  }
}

function text(line: Members, name: string): string {
  const value = line[name];
  return typeof value === "string" || typeof value === "number" ? `${value}` : "";
}

function happened(event: string, line: Members): string {
  if (event === "refused_more") return `${text(line, "count")} more were refused in the same minute`;
  const from = text(line, "client_ip");
  const who = text(line, "user_name") || "Somebody";
  const what = event === "tls_failure" ? "could not begin TLS" : (WORDS[event] ?? event);
  return `${who} ${what}${from && ` from ${from}`}`;
}

function details(line: Members): string[] {
  const number = (name: string) => Number(text(line, name));
  const inside = text(line, "virtual_ip");
  const by = text(line, "by");
  const cause = text(line, "cause");
  return [
    inside && `inside ${inside}`,
    text(line, "seconds") && `after ${duration(number("seconds"))}`,
    text(line, "bytes_in") && `${bytes(number("bytes_in"))} from it, ${bytes(number("bytes_out"))} to it`,
    by && `ended by ${by}`,
    cause,
  ].filter(Boolean);
}
