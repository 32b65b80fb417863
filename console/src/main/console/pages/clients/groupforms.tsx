import { call } from "../../core/api";
import { refresh } from "../../core/live";
import { given } from "../../parts/fields";
import type { Input } from "../../parts/inputs";
import { AskFor } from "../../parts/inputs";
import { toast } from "../../parts/toasts";
import { useServerPath } from "./data";
import { DeleteOfServer } from "./delete";
import type { Group, Policy, Server } from "./types";

const INPUTS: readonly Input<"group-name" | "group-description">[] = [
  {
    key: "group-name",
    label: "Name",
    fills: ["user_group.name"],
    hint: "1 to 64 letters, digits, underscores and hyphens",
  },
  { key: "group-description", label: "Description", fills: ["user_group.description"] },
];

/** Makes a group, or changes one. */
export function GroupForm(props: { server: string; before?: Group; onClose: () => void }) {
  const { before } = props;
  const path = `${useServerPath(props.server)}/groups`;
  return (
    <AskFor
      title={before ? `Change ${before.name}` : "Create a group"}
      yes={before ? "Change group" : "Create group"}
      what={before ? "The group was not changed." : "The group was not created."}
      start={{ "group-name": before?.name ?? "", "group-description": before?.description ?? "" }}
      inputs={() => INPUTS}
      sends={async (draft) => {
        const name = given(draft["group-name"]);
        const user_group = { name: before ? (name ?? "") : name, description: draft["group-description"] };
        if (before) await call("PUT", `${path}/${before.id}`, { user_group });
        else await call("POST", path, { user_group });
        refresh("vpn-user-groups");
        toast(`Group ${name} is ${before ? "changed" : "created"}`);
      }}
      onClose={props.onClose}
    />
  );
}

/** Asks before a group goes. Its policies have to go first. */
export function DeleteGroup(props: {
  server: Server;
  of: Group;
  policies: readonly Policy[];
  onClose: () => void;
  done?: () => void;
}) {
  const { server, of } = props;
  const page = `/console/client-gateways/${server.p2c_vgw_id}/policies`;
  const mine = props.policies.filter((policy) => policy.user_group_id === of.id);
  return (
    <DeleteOfServer
      server={server.id}
      what="group"
      name={of.name}
      path={`groups/${of.id}`}
      list="vpn-user-groups"
      obstacles={mine.map((policy) => ({ title: `policy ${policy.name}`, to: `${page}?q=${policy.id}` }))}
      onClose={props.onClose}
      done={props.done}
    >
      <p>Its users are in the default group then, and reach what that reaches.</p>
    </DeleteOfServer>
  );
}
