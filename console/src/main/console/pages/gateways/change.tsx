import { useState } from "preact/hooks";
import { call } from "../../core/api";
import { refresh } from "../../core/live";
import { useProject } from "../../core/session";
import type { Gateway } from "../../core/types";
import { Ask } from "../../parts/ask";
import { ListField, TextField } from "../../parts/controls";
import type { FieldOf } from "../../parts/fields";
import { entries } from "../../parts/fields";
import { toast } from "../../parts/toasts";

const FIELDS: readonly FieldOf[] = [
  { key: "new-name", label: "Name", fills: ["vpn_gateway.name"] },
  { key: "new-networks", label: "Local networks", fills: ["vpn_gateway.local_subnets"] },
];

/** Changes what can be changed of a gateway; what is as before is not sent. */
export function ChangeGateway({ of, onClose }: { of: Gateway; onClose: () => void }) {
  const project = useProject();
  const [name, setName] = useState(of.name);
  const [networks, setNetworks] = useState(of.local_subnets.join("\n"));
  const sends = async () => {
    const given = entries(networks);
    const same = given.join() === of.local_subnets.join();
    const vpn_gateway = {
      name: name === of.name ? undefined : name,
      local_subnets: same ? undefined : given,
    };
    await call("PUT", `/v5/${project}/vpn-gateways/${of.id}`, { vpn_gateway });
    refresh("vpn-gateways");
    toast(`VPN gateway ${name} is being changed`);
  };
  return (
    <Ask
      title={`Change ${of.name}`}
      yes="Change gateway"
      what="The gateway was not changed."
      fields={FIELDS}
      sends={sends}
      onClose={onClose}
    >
      {(form) => (
        <>
          <TextField
            form={form}
            of="new-name"
            value={name}
            change={setName}
            hint="1 to 64 letters, digits, underscores, hyphens and periods"
          />
          <ListField
            form={form}
            of="new-networks"
            value={networks}
            change={setNetworks}
            rows={4}
            hint="What sites may reach; several with spaces, commas or lines"
          />
        </>
      )}
    </Ask>
  );
}
