import type { Option } from "../../parts/controls";
import { ChoiceField, TextField } from "../../parts/controls";
import { useCustomerGateways, useGateways } from "../data";
import type { FieldOf } from "../../parts/fields";
import { given, numeric } from "../../parts/fields";
import type { Inputs } from "./inputs";

/** A customer gateway that is made together with its first connection. */
export interface NewSite {
  readonly siteName: string;
  readonly siteAddress: string;
  readonly siteAsn: string;
}

interface SiteChange {
  readonly site: NewSite;
  readonly changeSite: (to: Partial<NewSite>) => void;
}

export const NO_SITE: NewSite = { siteName: "", siteAddress: "", siteAsn: "" };

/** Stands in the list of customer gateways for one that is yet to be made. */
export const ANOTHER = "new";

export const SITE_FIELDS: readonly FieldOf[] = [
  { key: "site-name", label: "Name of the customer gateway", fills: ["customer_gateway.name"], step: 0 },
  { key: "site-address", label: "Address of the device", fills: ["customer_gateway.id_value"], step: 0 },
  { key: "site-asn", label: "AS number", fills: ["customer_gateway.bgp_asn"], step: 0 },
];

/** The body that makes a customer gateway. */
export function siteBody(site: NewSite) {
  return {
    customer_gateway: {
      name: given(site.siteName),
      id_type: "ip",
      id_value: given(site.siteAddress),
      bgp_asn: numeric(site.siteAsn),
    },
  };
}

/** Between whom the tunnel is. */
export function EndInputs(props: Inputs & SiteChange) {
  const { form, draft, change } = props;
  const gateways = useGateways().value?.vpn_gateways ?? [];
  const sites = useCustomerGateways().value?.customer_gateways ?? [];
  const chosen = gateways.find((gateway) => gateway.id === draft.gateway);
  const eips = [chosen?.eip1, chosen?.eip2].flatMap((eip): Option[] => (eip ? [[eip.id, eip.ip_address]] : []));
  const known = sites.map((site): Option => [site.id, `${site.name} · ${site.id_value}`]);
  const enter = (gateway: string) => {
    const first = gateways.find((one) => one.id === gateway)?.eip1?.id ?? "";
    change({ gateway, address: first });
  };
  return (
    <>
      <TextField
        form={form}
        of="name"
        value={draft.name}
        change={(name) => change({ name })}
        hint="1 to 64 letters, digits, underscores, hyphens and periods; chosen by the service if it is empty"
      />
      <ChoiceField
        form={form}
        of="gateway"
        value={draft.gateway}
        change={enter}
        none="Choose…"
        options={gateways.map((gateway) => [gateway.id, gateway.name])}
      />
      <ChoiceField
        form={form}
        of="address"
        value={draft.address}
        change={(address) => change({ address })}
        none={chosen ? "Choose…" : "Choose a gateway first"}
        options={eips}
        hint="The device negotiates with it; a second connection at the other one survives the loss of a node"
      />
      <ChoiceField
        form={form}
        of="site"
        value={draft.site}
        change={(site) => change({ site })}
        none="Choose…"
        options={[...known, [ANOTHER, "Another…"]]}
      />
      {draft.site === ANOTHER && <SiteInputs {...props} />}
      <ChoiceField
        form={form}
        of="role"
        value={draft.role}
        change={(role) => change({ role })}
        none="Chosen by the service"
        options={[
          ["master", "first of two"],
          ["slave", "second of two"],
        ]}
      />
    </>
  );
}

function SiteInputs({ form, site, changeSite }: Inputs & SiteChange) {
  return (
    <fieldset>
      <legend>New customer gateway</legend>
      <TextField
        form={form}
        of="site-name"
        value={site.siteName}
        change={(siteName) => changeSite({ siteName })}
        hint="Chosen by the service if it is empty"
      />
      <TextField
        form={form}
        of="site-address"
        value={site.siteAddress}
        change={(siteAddress) => changeSite({ siteAddress })}
        hint="The public IPv4 address from which the device negotiates"
      />
      <TextField
        form={form}
        of="site-asn"
        value={site.siteAsn}
        change={(siteAsn) => changeSite({ siteAsn })}
        numeric
        hint="Only for style bgp"
      />
    </fieldset>
  );
}
