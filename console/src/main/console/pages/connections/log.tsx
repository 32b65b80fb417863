import { useState } from "preact/hooks";
import { call } from "../../core/api";
import { useProject } from "../../core/session";
import type { Connection, LogLine } from "../../core/types";
import type { Read } from "../follow";
import { useFollowed } from "../follow";
import type { ShownLine } from "../logview";
import { LogView } from "../logview";

interface Answer {
  /** The newest first; behind a position, the oldest first. */
  readonly logs: readonly LogLine[];
  /** Behind which line the next question begins. */
  readonly position: string;
}

/** What the gateway's daemons say of a connection. */
export function LogPart({ of }: { of: Connection }) {
  const [following, setFollowing] = useState(true);
  const path = `/v5/${useProject()}/vpn-connection/${of.id}/log`;
  const log = useFollowed(path, following, (after, signal) => read(path, after, signal));
  return (
    <LogView
      name={of.name}
      log={log}
      following={following}
      follow={setFollowing}
      about="The daemon writes here when it negotiates with the peer."
    />
  );
}

async function read(path: string, after: string | undefined, signal: AbortSignal): Promise<Read<ShownLine>> {
  const query = after === undefined ? "" : `?after=${encodeURIComponent(after)}`;
  const { logs, position } = await call<Answer>("GET", path + query, undefined, signal);
  const lines = logs.map((line) => ({ time: line.time, text: line.raw_message, raw: line.raw_message }));
  return { lines: after === undefined ? lines : lines.reverse(), position };
}
