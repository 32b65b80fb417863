import { useState } from "preact/hooks";
import { call } from "../../core/api";
import { refresh } from "../../core/live";
import { go } from "../../core/router";
import type { Option } from "../../parts/controls";
import { ChoiceField, TextField } from "../../parts/controls";
import type { FieldOf } from "../../parts/fields";
import { given, numeric } from "../../parts/fields";
import { Summary, useForm } from "../../parts/form";
import { Head } from "../../parts/head";
import { toast } from "../../parts/toasts";
import { useEips, useSubnets, useVpcs } from "../data";
import { useGatewayPath } from "./data";

const LIST = "/console/client-gateways";
const FIELDS: readonly FieldOf[] = [
  { key: "name", label: "Name", fills: ["p2c_vpn_gateway.name"] },
  { key: "vpc", label: "VPC", fills: ["p2c_vpn_gateway.vpc_id"] },
  { key: "subnet", label: "Subnet of the node", fills: ["p2c_vpn_gateway.connect_subnet"] },
  { key: "most", label: "Sessions at most", fills: ["p2c_vpn_gateway.max_connection_number"] },
  { key: "eip", label: "Public address", fills: ["p2c_vpn_gateway.eip"] },
  { key: "bandwidth", label: "Bandwidth (Mbit/s)", fills: ["p2c_vpn_gateway.eip.bandwidth_size"] },
];

const NEW = { name: "", vpc: "", subnet: "", most: "", eip: "", bandwidth: "100" };
type Draft = typeof NEW;

function body(draft: Draft) {
  const eip = draft.eip === "" ? { type: "5_bgp", bandwidth_size: numeric(draft.bandwidth) } : { id: draft.eip };
  return {
    p2c_vpn_gateway: {
      name: given(draft.name),
      vpc_id: given(draft.vpc),
      connect_subnet: given(draft.subnet),
      max_connection_number: numeric(draft.most),
      eip,
    },
  };
}

export function NewClientGateway() {
  const path = useGatewayPath();
  const [draft, setDraft] = useState(NEW);
  const form = useForm(FIELDS, async () => {
    const made = await call<{ p2c_vpn_gateway: { id: string } }>("POST", path, body(draft));
    refresh("p2c-vpn-gateways", "publicips");
    toast("The client gateway is being created");
    go(`${LIST}/${made.p2c_vpn_gateway.id}`);
  });
  const submit = (e: Event) => {
    e.preventDefault();
    void form.send();
  };
  const bound = (key: keyof Draft) => ({
    form,
    of: key,
    value: draft[key],
    change: (value: string) => setDraft((old) => ({ ...old, [key]: value })),
  });
  const vpcs = useVpcs().value?.vpcs ?? [];
  const subnets = (useSubnets().value?.subnets ?? []).filter((subnet) => subnet.vpc_id === draft.vpc);
  const free = (useEips().value?.publicips ?? []).filter((eip) => eip.status === "DOWN");
  return (
    <>
      <Head title="Create a client gateway" crumbs={[{ title: "Client gateways", to: LIST }]} />
      <Summary form={form} what="The client gateway was not created." />
      <form class="card" noValidate onSubmit={submit}>
        <TextField {...bound("name")} hint="1 to 64 letters, digits, underscores and hyphens; may be empty" />
        <ChoiceField
          {...bound("vpc")}
          none="Choose…"
          options={vpcs.map((vpc): Option => [vpc.id, `${vpc.name || vpc.id} · ${vpc.cidr}`])}
          hint="What clients shall reach"
        />
        <ChoiceField
          {...bound("subnet")}
          none={draft.vpc ? "Choose…" : "Choose a VPC first"}
          options={subnets.map((subnet): Option => [subnet.id, `${subnet.name} · ${subnet.cidr}`])}
        />
        <TextField {...bound("most")} numeric hint="1 to 500; 10 if it is empty" />
        <ChoiceField
          {...bound("eip")}
          none="A new one"
          options={free.map((eip): Option => [eip.id, `${eip.public_ip_address} · ${eip.bandwidth.size} Mbit/s`])}
        />
        {draft.eip === "" && <TextField {...bound("bandwidth")} numeric hint="1 to 1000" />}
        <div class="actions">
          <a class="button" href={LIST}>
            Cancel
          </a>
          <button type="submit" class="primary" disabled={form.busy}>
            {form.busy ? "Creating…" : "Create client gateway"}
          </button>
        </div>
      </form>
    </>
  );
}
