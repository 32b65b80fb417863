import { useState } from "preact/hooks";
import { call } from "../../core/api";
import { refresh } from "../../core/live";
import { Ask } from "../../parts/ask";
import { ChoiceField, ListField, TextField } from "../../parts/controls";
import type { FieldOf } from "../../parts/fields";
import { entries, given } from "../../parts/fields";
import { toast } from "../../parts/toasts";
import { useGroups, useServerPath } from "./data";

const FIELDS: readonly FieldOf[] = [
  { key: "policy-name", label: "Name", fills: ["access_policy.name"] },
  { key: "policy-group", label: "Group", fills: ["access_policy.user_group_id"] },
  { key: "policy-networks", label: "Reaches", fills: ["access_policy.dest_ip_cidrs"] },
  { key: "policy-description", label: "Description", fills: ["access_policy.description"] },
];

const NEW = { name: "", group: "", networks: "", description: "" };

export function NewPolicy({ server, onClose }: { server: string; onClose: () => void }) {
  const path = useServerPath(server);
  const groups = useGroups(server).value?.user_groups ?? [];
  const [draft, setDraft] = useState(NEW);
  const change = (to: Partial<typeof NEW>) => setDraft((old) => ({ ...old, ...to }));
  const sends = async () => {
    const access_policy = {
      name: given(draft.name),
      user_group_id: given(draft.group),
      dest_ip_cidrs: entries(draft.networks),
      description: given(draft.description),
    };
    await call("POST", `${path}/access-policies`, { access_policy });
    refresh("access-policies");
    toast(`Policy ${draft.name} is created`);
  };
  return (
    <Ask
      title="Create a policy"
      yes="Create policy"
      what="The policy was not created."
      fields={FIELDS}
      sends={sends}
      onClose={onClose}
    >
      {(form) => (
        <>
          <TextField form={form} of="policy-name" value={draft.name} change={(name) => change({ name })} />
          <ChoiceField
            form={form}
            of="policy-group"
            value={draft.group}
            change={(group) => change({ group })}
            none="Choose…"
            options={groups.map((one) => [one.id, one.name])}
          />
          <ListField
            form={form}
            of="policy-networks"
            value={draft.networks}
            change={(networks) => change({ networks })}
            placeholder="10.1.1.0/24"
            hint="1 to 10 networks, with spaces or lines"
          />
          <TextField
            form={form}
            of="policy-description"
            value={draft.description}
            change={(description) => change({ description })}
          />
        </>
      )}
    </Ask>
  );
}
