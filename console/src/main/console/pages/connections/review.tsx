import { useProject } from "../../core/session";
import { Facts, Lines } from "../../parts/facts";
import { entries } from "../../parts/fields";
import { useAddresses, useCustomerGateways, useGateways, useNames } from "../data";
import type { ShownCall } from "../same";
import { TheSame } from "../same";
import { Expression, resource } from "../terraform";
import type { Draft } from "./draft";
import { members } from "./draft";
import type { NewSite } from "./ends";
import { ANOTHER, siteBody } from "./ends";

/** What will be made, in words, as calls of the API, and as Terraform. The key is in none of them. */
export function Review({ draft, site }: { draft: Draft; site: NewSite }) {
  const gateways = useGateways().value?.vpn_gateways;
  const names = useNames(gateways);
  const sites = useNames(useCustomerGateways().value?.customer_gateways);
  const address = useAddresses(gateways).get(draft.address);
  const chosen = sites.get(draft.site);
  const there = draft.site === ANOTHER ? `${site.siteName || "new"} · ${site.siteAddress}` : chosen?.name;
  return (
    <>
      <Facts
        of={[
          ["Name", draft.name || "chosen by the service"],
          ["VPN gateway", draft.gateway ? `${names.of(draft.gateway)} · ${address ?? ""}` : "–"],
          ["Customer gateway", there ?? "–"],
          ["Style", draft.style],
          ["Peer networks", <Lines of={entries(draft.networks)} />],
          draft.style === "policy" && ["Rules", <Lines of={draft.rules.split("\n").filter(Boolean)} />],
          ["Pre-shared key", draft.psk ? "as typed" : "none yet"],
          ["Policies", policies(draft)],
        ]}
      />
      <Same draft={draft} site={site} />
    </>
  );
}

function policies(draft: Draft): string {
  const { ikepolicy, ipsecpolicy } = members(draft);
  return ikepolicy === undefined && ipsecpolicy === undefined ? "as usual" : "as chosen";
}

function Same({ draft, site }: { draft: Draft; site: NewSite }) {
  const project = useProject();
  const isNew = draft.site === ANOTHER;
  const secret = draft.psk === "" ? {} : { psk: "…" };
  const body = { ...members(draft), ...secret, ...(isNew ? { cgw_id: "…" } : {}) };
  const first = { method: "POST", path: `/v5/${project}/customer-gateways`, body: siteBody(site) };
  const second = { method: "POST", path: `/v5/${project}/vpn-connection`, body: { vpn_connection: body } };
  const calls: readonly ShownCall[] = isNew ? [first, second] : [second];
  return <TheSame calls={calls} terraform={terraform(draft, site)} />;
}

function terraform(draft: Draft, site: NewSite): string {
  const isNew = draft.site === ANOTHER;
  const { vgw_id, vgw_ip, cgw_id, style, psk, enable_health_check, ...others } = members(draft);
  const connection = resource("huaweicloud_vpn_connection", "main", {
    gateway_id: vgw_id,
    gateway_ip: vgw_ip,
    customer_gateway_id: isNew ? new Expression("huaweicloud_vpn_customer_gateway.main.id") : cgw_id,
    vpn_type: style,
    psk: psk === undefined ? undefined : new Expression("var.psk"),
    ...others,
  });
  const watched = resource("huaweicloud_vpn_connection_health_check", "main", {
    connection_id: new Expression("huaweicloud_vpn_connection.main.id"),
  });
  const both = enable_health_check ? `${connection}\n${watched}` : connection;
  if (!isNew) return both;
  const made = resource("huaweicloud_vpn_customer_gateway", "main", {
    name: site.siteName || undefined,
    id_value: site.siteAddress,
    asn: site.siteAsn === "" ? undefined : Number(site.siteAsn),
  });
  return `${made}\n${both}`;
}
