import { call } from "../../core/api";
import { useDraft } from "../../core/drafts";
import { refresh } from "../../core/live";
import { go } from "../../core/router";
import type { Option } from "../../parts/controls";
import { given, numeric } from "../../parts/fields";
import { Summary, useForm } from "../../parts/form";
import { Head } from "../../parts/head";
import type { Input } from "../../parts/inputs";
import { Inputs } from "../../parts/inputs";
import { toast } from "../../parts/toasts";
import { useFreeEips, useSubnets, useVpcs } from "../data";
import { useGatewayPath } from "./data";

const LIST = "/console/client-gateways";
const BASE = `${LIST}/new`;

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

function useInputs(draft: Draft): readonly Input<keyof Draft>[] {
  const vpcs = useVpcs().value?.vpcs ?? [];
  const subnets = (useSubnets().value?.subnets ?? []).filter((subnet) => subnet.vpc_id === draft.vpc);
  const free = useFreeEips();
  const of = (member: string) => [`p2c_vpn_gateway.${member}`];
  const rate: Input<keyof Draft> = {
    key: "bandwidth",
    label: "Bandwidth (Mbit/s)",
    fills: of("eip.bandwidth_size"),
    as: "number",
    hint: "1 to 1000",
  };
  return [
    {
      key: "name",
      label: "Name",
      fills: of("name"),
      hint: "1 to 64 letters, digits, underscores and hyphens; may be empty",
    },
    {
      key: "vpc",
      label: "VPC",
      fills: of("vpc_id"),
      as: "choice",
      none: "Choose…",
      options: vpcs.map((vpc): Option => [vpc.id, `${vpc.name || vpc.id} · ${vpc.cidr}`]),
      hint: "What clients shall reach",
    },
    {
      key: "subnet",
      label: "Subnet of the node",
      fills: of("connect_subnet"),
      as: "choice",
      none: draft.vpc ? "Choose…" : "Choose a VPC first",
      options: subnets.map((subnet): Option => [subnet.id, `${subnet.name} · ${subnet.cidr}`]),
    },
    {
      key: "most",
      label: "Sessions at most",
      fills: of("max_connection_number"),
      as: "number",
      hint: "1 to 500; 10 if it is empty",
    },
    {
      key: "eip",
      label: "Public address",
      fills: of("eip"),
      as: "choice",
      none: "A new one",
      options: free,
    },
    ...(draft.eip === "" ? [rate] : []),
  ];
}

export function NewClientGateway() {
  const path = useGatewayPath();
  const { draft, change, forget } = useDraft(BASE, () => NEW);
  const inputs = useInputs(draft);
  const form = useForm(inputs, async () => {
    const made = await call<{ p2c_vpn_gateway: { id: string } }>("POST", path, body(draft));
    refresh("p2c-vpn-gateways", "publicips");
    toast("The client gateway is being created");
    forget();
    go(`${LIST}/${made.p2c_vpn_gateway.id}`);
  });
  const submit = (e: Event) => {
    e.preventDefault();
    void form.send();
  };
  return (
    <>
      <Head title="Create a client gateway" crumbs={[{ title: "Client gateways", to: LIST }]} />
      <Summary form={form} what="The client gateway was not created." />
      <form class="card" noValidate onSubmit={submit}>
        <Inputs form={form} of={inputs} draft={draft} change={change} />
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
