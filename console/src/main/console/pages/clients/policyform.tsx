import { call } from "../../core/api";
import { refresh } from "../../core/live";
import { entries, given } from "../../parts/fields";
import { AskFor } from "../../parts/inputs";
import { toast } from "../../parts/toasts";
import { useGroups, useServerPath } from "./data";
import type { Policy } from "./types";

/** Makes a policy, or changes one. */
export function PolicyForm(props: { server: string; before?: Policy; onClose: () => void }) {
  const { before } = props;
  const path = `${useServerPath(props.server)}/access-policies`;
  const groups = useGroups(props.server).value?.user_groups ?? [];
  return (
    <AskFor
      title={before ? `Change ${before.name}` : "Create a policy"}
      yes={before ? "Change policy" : "Create policy"}
      what={before ? "The policy was not changed." : "The policy was not created."}
      start={{
        "policy-name": before?.name ?? "",
        "policy-group": before?.user_group_id ?? "",
        "policy-networks": before?.dest_ip_cidrs.join("\n") ?? "",
        "policy-description": before?.description ?? "",
      }}
      inputs={() => [
        { key: "policy-name", label: "Name", fills: ["access_policy.name"] },
        {
          key: "policy-group",
          label: "Group",
          fills: ["access_policy.user_group_id"],
          as: "choice",
          none: before ? undefined : "Choose…",
          options: groups.map((one) => [one.id, one.name]),
        },
        {
          key: "policy-networks",
          label: "Reaches",
          fills: ["access_policy.dest_ip_cidrs"],
          as: "list",
          rows: 3,
          placeholder: "10.1.1.0/24",
          hint: "1 to 10 networks, with spaces or lines; no further than what the server lets clients reach",
        },
        { key: "policy-description", label: "Description", fills: ["access_policy.description"] },
      ]}
      sends={async (draft) => {
        const access_policy = {
          name: before ? draft["policy-name"] : given(draft["policy-name"]),
          user_group_id: given(draft["policy-group"]),
          dest_ip_cidrs: entries(draft["policy-networks"]),
          description: draft["policy-description"],
        };
        if (before) await call("PUT", `${path}/${before.id}`, { access_policy });
        else await call("POST", path, { access_policy });
        refresh("access-policies");
        toast(`Policy ${draft["policy-name"]} is ${before ? "changed" : "created"}`);
      }}
      onClose={props.onClose}
    />
  );
}
