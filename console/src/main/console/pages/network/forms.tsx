import { useState } from "preact/hooks";
import { call } from "../../core/api";
import { refresh } from "../../core/live";
import { useProject } from "../../core/session";
import type { Vpc } from "../../core/types";
import { Ask } from "../../parts/ask";
import { TextField } from "../../parts/controls";
import type { FieldOf } from "../../parts/fields";
import { given, numeric } from "../../parts/fields";
import { AskFor } from "../../parts/inputs";
import { toast } from "../../parts/toasts";
import { useSharedBandwidths } from "../data";
import { SIZE } from "./rate";

const VPC_FIELDS: readonly FieldOf[] = [
  { key: "vpc-name", label: "Name", fills: ["vpc.name"] },
  { key: "vpc-cidr", label: "Network", fills: ["vpc.cidr"] },
];

export function NewVpc({ onClose }: { onClose: () => void }) {
  const project = useProject();
  const [name, setName] = useState("");
  const [cidr, setCidr] = useState("");
  const sends = async () => {
    await call("POST", `/v1/${project}/vpcs`, { vpc: { name: given(name), cidr: given(cidr) } });
    refresh("vpcs", "quotas");
    toast(`VPC ${name || cidr} is being created`);
  };
  return (
    <Ask
      title="Create a VPC"
      yes="Create VPC"
      what="The VPC was not created."
      fields={VPC_FIELDS}
      sends={sends}
      onClose={onClose}
    >
      {(form) => (
        <>
          <TextField form={form} of="vpc-name" value={name} change={setName} />
          <TextField
            form={form}
            of="vpc-cidr"
            value={cidr}
            change={setCidr}
            placeholder="10.1.0.0/16"
            hint="Within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16"
          />
        </>
      )}
    </Ask>
  );
}

const SUBNET_FIELDS: readonly FieldOf[] = [
  { key: "subnet-name", label: "Name", fills: ["subnet.name"] },
  { key: "subnet-cidr", label: "Network", fills: ["subnet.cidr"] },
  { key: "subnet-router", label: "Address of the router", fills: ["subnet.gateway_ip"] },
];

/** The first address of a network, where routers mostly are; empty if it is none. */
function firstOf(cidr: string): string {
  const found = /^(\d+\.\d+\.\d+\.)(\d+)\/\d+$/.exec(cidr.trim());
  return found ? `${found[1]}${Number(found[2]) + 1}` : "";
}

export function NewSubnet({ of, onClose }: { of: Vpc; onClose: () => void }) {
  const project = useProject();
  const [name, setName] = useState("");
  const [cidr, setCidr] = useState("");
  const [router, setRouter] = useState("");
  const sends = async () => {
    const subnet = {
      vpc_id: of.id,
      name: given(name),
      cidr: given(cidr),
      gateway_ip: given(router) ?? given(firstOf(cidr)),
    };
    await call("POST", `/v1/${project}/subnets`, { subnet });
    refresh("subnets", "quotas");
    toast(`Subnet ${name} is created`);
  };
  return (
    <Ask
      title={`Create a subnet of ${of.name || of.cidr}`}
      yes="Create subnet"
      what="The subnet was not created."
      fields={SUBNET_FIELDS}
      sends={sends}
      onClose={onClose}
    >
      {(form) => (
        <>
          <TextField form={form} of="subnet-name" value={name} change={setName} />
          <TextField form={form} of="subnet-cidr" value={cidr} change={setCidr} hint={`Within ${of.cidr}`} />
          <TextField
            form={form}
            of="subnet-router"
            value={router}
            change={setRouter}
            placeholder={firstOf(cidr)}
            hint="The first address of the network if it is empty"
          />
        </>
      )}
    </Ask>
  );
}

/** Gets an address, with a bandwidth of its own or in one that others share. */
export function NewAddress({ onClose }: { onClose: () => void }) {
  const project = useProject();
  const shared = useSharedBandwidths();
  const sends = async (draft: { alias: string; shared: string; size: string }) => {
    const alias = given(draft.alias);
    const id = given(draft.shared);
    const body = {
      publicip: { type: "5_bgp", alias },
      bandwidth: id ? { share_type: "WHOLE", id } : { share_type: "PER", size: numeric(draft.size), name: alias },
    };
    const made = await call<{ publicip: { public_ip_address: string } }>("POST", `/v1/${project}/publicips`, body);
    refresh("publicips", "bandwidths", "quotas");
    toast(`Address ${made.publicip.public_ip_address} is yours`);
  };
  return (
    <AskFor
      title="Get a public address"
      yes="Get address"
      what="No address was got."
      start={{ alias: "", shared: "", size: "100" }}
      inputs={(draft) => [
        { key: "alias", label: "Name", fills: ["publicip.alias"], hint: "May be empty" },
        {
          key: "shared",
          label: "Bandwidth",
          fills: ["bandwidth"],
          as: "choice",
          none: "One of its own",
          options: shared,
        },
        ...(draft.shared === "" ? [SIZE] : []),
      ]}
      sends={sends}
      onClose={onClose}
    />
  );
}
