import { useRef, useState } from "preact/hooks";
import { call } from "../../core/api";
import { refresh, useLive } from "../../core/live";
import { useProject } from "../../core/session";
import type { ClientGateway } from "../../core/types";
import { Ask } from "../../parts/ask";
import { ChoiceField, TextField } from "../../parts/controls";
import type { FieldOf } from "../../parts/fields";
import { given, numeric } from "../../parts/fields";
import { toast } from "../../parts/toasts";
import { useGatewayPath, useLogGroups } from "./data";

const FIELDS: readonly FieldOf[] = [
  { key: "group", label: "Group of streams", fills: ["log_config.log_group_id"] },
  { key: "groupName", label: "Name of the group", fills: ["log_group_name"] },
  { key: "days", label: "Days that lines are kept", fills: ["ttl_in_days"] },
  { key: "stream", label: "Stream", fills: ["log_config.log_stream_id"] },
  { key: "streamName", label: "Name of the stream", fills: ["log_stream_name"] },
];

interface Streams {
  readonly log_streams: readonly { readonly log_stream_id: string; readonly log_stream_name: string }[];
}

/** Says into which stream a gateway's lines go, and makes the stream if there is none yet. */
export function KeepLog({ gateway, onClose }: { gateway: ClientGateway; onClose: () => void }) {
  const groupsPath = `/v2/${useProject()}/groups`;
  const path = `${useGatewayPath()}/${gateway.id}/log-config`;
  const [draft, setDraft] = useState({
    group: "",
    groupName: "clients",
    days: "30",
    stream: "",
    streamName: gateway.name,
  });
  const groups = useLogGroups().value?.log_groups ?? [];
  const streamsOf = (group: string) => `${groupsPath}/${group}/streams`;
  const streams = useLive<Streams>(draft.group ? streamsOf(draft.group) : undefined).value?.log_streams ?? [];
  // What an earlier attempt has made is not made again.
  const made = useRef(new Map<string, string>());
  const once = async (what: string, make: () => Promise<string>) => {
    const id = made.current.get(what) ?? (await make());
    made.current.set(what, id);
    return id;
  };
  const newGroup = async () => {
    const body = { log_group_name: given(draft.groupName), ttl_in_days: numeric(draft.days) };
    return (await call<{ log_group_id: string }>("POST", groupsPath, body)).log_group_id;
  };
  const newStream = async (group: string) => {
    const body = { log_stream_name: given(draft.streamName) };
    return (await call<{ log_stream_id: string }>("POST", streamsOf(group), body)).log_stream_id;
  };
  const sends = async () => {
    const group = draft.group || (await once(draft.groupName, newGroup));
    const stream = draft.stream || (await once(`${group} ${draft.streamName}`, () => newStream(group)));
    await call("PUT", path, { log_config: { log_group_id: group, log_stream_id: stream } });
    refresh("p2c-vpn-gateways");
    toast(`The log of ${gateway.name} is kept`);
  };
  const change = (to: Partial<typeof draft>) => setDraft((old) => ({ ...old, ...to }));
  return (
    <Ask
      title={`Keep a log of ${gateway.name}`}
      yes="Keep the log"
      what="No log is kept."
      fields={FIELDS}
      sends={sends}
      onClose={onClose}
    >
      {(form) => {
        const bound = (of: keyof typeof draft) => ({
          form,
          of,
          value: draft[of],
          change: (value: string) => change({ [of]: value }),
        });
        return (
          <>
            <ChoiceField
              {...bound("group")}
              none="A new one"
              change={(group) => change({ group, stream: "" })}
              options={groups.map((one) => [one.log_group_id, one.log_group_name])}
            />
            {draft.group === "" && <TextField {...bound("groupName")} />}
            {draft.group === "" && <TextField {...bound("days")} numeric hint="1 to 365" />}
            {draft.group !== "" && (
              <ChoiceField
                {...bound("stream")}
                none="A new one"
                options={streams.map((one) => [one.log_stream_id, one.log_stream_name])}
              />
            )}
            {draft.stream === "" && <TextField {...bound("streamName")} />}
          </>
        );
      }}
    </Ask>
  );
}
