import { useProject } from "../../core/session";
import type { Option } from "../../parts/controls";
import { ChoiceField, ListField, TextField } from "../../parts/controls";
import { Facts, Lines } from "../../parts/facts";
import { entries } from "../../parts/fields";
import type { FormState } from "../../parts/form";
import { useEips, useFreeEips, useNames, useSharedBandwidths, useSubnets, useVpcs } from "../data";
import { TheSame } from "../same";
import { Expression, resource } from "../terraform";
import type { GatewayDraft } from "./draft";
import { FLAVORS, SHARING, gatewayBody } from "./draft";

interface Inputs {
  readonly form: FormState;
  readonly draft: GatewayDraft;
  readonly change: (to: Partial<GatewayDraft>) => void;
}

function bound({ form, draft, change }: Inputs, key: keyof GatewayDraft) {
  return { form, of: key, value: draft[key], change: (value: string) => change({ [key]: value }) };
}

export function NetworkInputs(props: Inputs) {
  const { draft, change } = props;
  const vpcs = useVpcs().value?.vpcs ?? [];
  const subnets = (useSubnets().value?.subnets ?? []).filter((subnet) => subnet.vpc_id === draft.vpc);
  const enter = (id: string) => {
    const cidr = subnets.find((subnet) => subnet.id === id)?.cidr ?? "";
    change({ subnet: id, networks: draft.networks || cidr });
  };
  return (
    <>
      <TextField
        {...bound(props, "name")}
        hint="1 to 64 letters, digits, underscores, hyphens and periods; chosen by the service if it is empty"
      />
      <ChoiceField
        {...bound(props, "vpc")}
        change={(vpc) => change({ vpc, subnet: "", networks: "" })}
        none="Choose…"
        options={vpcs.map((vpc): Option => [vpc.id, `${vpc.name || vpc.id} · ${vpc.cidr}`])}
        hint="The network that the tunnels lead into"
      />
      <ChoiceField
        {...bound(props, "subnet")}
        change={enter}
        none={draft.vpc ? "Choose…" : "Choose a VPC first"}
        options={subnets.map((subnet): Option => [subnet.id, `${subnet.name} · ${subnet.cidr}`])}
        hint="Each node takes an address here"
      />
      <ListField
        {...bound(props, "networks")}
        placeholder="10.1.1.0/24"
        hint="What sites may reach; several with spaces, commas or lines"
      />
    </>
  );
}

export function SizeInputs(props: Inputs) {
  const shared = useSharedBandwidths();
  const options = [...useFreeEips(), ...shared.map(([id, title]): Option => [SHARING + id, `A new one in ${title}`])];
  const isNew = props.draft.eip1 === "" || props.draft.eip2 === "";
  return (
    <>
      <ChoiceField
        {...bound(props, "mode")}
        options={[
          ["active-active", "active-active: both nodes at once"],
          ["active-standby", "active-standby: the second when the first fails"],
        ]}
      />
      <ChoiceField
        {...bound(props, "flavor")}
        options={FLAVORS}
      />
      <ChoiceField {...bound(props, "eip1")} none="A new one" options={options} />
      <ChoiceField {...bound(props, "eip2")} none="A new one" options={options} />
      {isNew && (
        <TextField
          {...bound(props, "bandwidth")}
          numeric
          hint="New addresses go with the gateway when it is deleted; others stay"
        />
      )}
      <TextField {...bound(props, "asn")} numeric hint="For connections of style bgp; 64512 if it is empty" />
    </>
  );
}

/** What will be made, in words, as a call of the API, and as Terraform. */
export function GatewayReview({ draft }: { draft: GatewayDraft }) {
  const project = useProject();
  const vpc = useNames(useVpcs().value?.vpcs).get(draft.vpc);
  const subnet = useNames(useSubnets().value?.subnets).get(draft.subnet);
  const eips = useEips().value?.publicips ?? [];
  const shared = useSharedBandwidths();
  const address = (chosen: string) =>
    chosen === ""
      ? `new, ${draft.bandwidth} Mbit/s`
      : (eips.find((eip) => eip.id === chosen)?.public_ip_address ??
        `new, in ${shared.find(([id]) => SHARING + id === chosen)?.[1]}`);
  const body = gatewayBody(draft);
  const { vpn_gateway } = body;
  return (
    <>
      <Facts
        of={[
          ["Name", draft.name || "chosen by the service"],
          ["VPC", vpc ? `${vpc.name || vpc.id} · ${vpc.cidr}` : "–"],
          ["Subnet of the nodes", subnet ? `${subnet.name} · ${subnet.cidr}` : "–"],
          ["Local networks", <Lines of={entries(draft.networks)} />],
          ["High availability", draft.mode],
          ["Flavor", draft.flavor],
          ["Addresses", <Lines of={[address(draft.eip1), address(draft.eip2)]} />],
          ["AS number", draft.asn || "64512"],
        ]}
      />
      <TheSame
        calls={[{ method: "POST", path: `/v5/${project}/vpn-gateways`, body }]}
        terraform={terraform(vpn_gateway)}
      />
    </>
  );
}

const ZONES = `data "huaweicloud_vpn_gateway_availability_zones" "all" {
  flavor          = "professional1"
  attachment_type = "vpc"
}
`;
const TWO_ZONES = new Expression("slice(data.huaweicloud_vpn_gateway_availability_zones.all.names, 0, 2)");

/** The provider needs zones, and names for bandwidths; for a shared one it needs an address of its own. */
function terraform({ bgp_asn, ...members }: ReturnType<typeof gatewayBody>["vpn_gateway"]): string {
  let sharing = "";
  const named = (eip: typeof members.eip1, number: number) => {
    if ("id" in eip) return eip;
    if (!("bandwidth_id" in eip)) return { ...eip, bandwidth_name: `${members.name ?? "gateway"}-${number}` };
    const address = `eip${number}`;
    const bandwidth = { share_type: "WHOLE", id: eip.bandwidth_id };
    sharing += `${resource("huaweicloud_vpc_eip", address, { publicip: { type: eip.type }, bandwidth })}\n`;
    return { id: new Expression(`huaweicloud_vpc_eip.${address}.id`) };
  };
  const gateway = resource("huaweicloud_vpn_gateway", "main", {
    ...members,
    asn: bgp_asn,
    eip1: named(members.eip1, 1),
    eip2: named(members.eip2, 2),
    availability_zones: TWO_ZONES,
  });
  return `${ZONES}\n${sharing}${gateway}`;
}
