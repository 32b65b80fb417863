import type { Connection } from "../../core/types";
import { Copied } from "../../parts/copy";
import type { Fact } from "../../parts/facts";
import { Facts, Lines } from "../../parts/facts";
import { useAddresses, useCustomerGateways, useGateways, useNames } from "../data";
import { ConnectionStatus } from "./status";
import { causeText } from "./tone";

/** The values that the device at the other end needs, from its side: what is ours here is the peer's there. */
export function DevicePart({ of }: { of: Connection }) {
  const cause = causeText(of);
  return (
    <>
      <section class="card">
        <h2>Live status</h2>
        <ConnectionStatus of={of} />
        {cause && (
          <p>
            <a href={`/console/vpn-connections/${of.id}/diagnosis`}>{cause}</a>
          </p>
        )}
      </section>
      <section class="card">
        <h2>What the device needs</h2>
        <Values of={of} />
      </section>
    </>
  );
}

function Values({ of }: { of: Connection }) {
  const gateways = useGateways().value?.vpn_gateways;
  const gateway = useNames(gateways).get(of.vgw_id);
  const site = useNames(useCustomerGateways().value?.customer_gateways).get(of.cgw_id);
  const address = useAddresses(gateways).get(of.vgw_ip);
  const { ikepolicy: ike, ipsecpolicy: ipsec } = of;
  const bgp = of.style.toLowerCase() === "bgp";
  return (
    <div class="halves">
      <div>
        <h3>Ends</h3>
        <Facts
          of={[
            copied("Peer's address", address),
            copied("Own address", site?.id_value),
            copied("Peer's identity", ike.local_id),
            copied("Own identity", ike.peer_id),
            ["Pre-shared key", "as it was set here; it is not shown again"],
            copied("Address in the tunnel", of.tunnel_peer_address),
            copied("Peer's address in the tunnel", of.tunnel_local_address),
            bgp && copied("Peer's AS number", gateway && `${gateway.bgp_asn}`),
            bgp && copied("Own AS number", site?.bgp_asn === undefined ? undefined : `${site.bgp_asn}`),
          ]}
        />
      </div>
      <div>
        <h3>Networks</h3>
        <Networks of={of} local={gateway?.local_subnets ?? []} />
        <h3>Policies</h3>
        <Facts
          of={[
            copied("IKE version", ike.ike_version),
            copied("IKE", `${ike.encryption_algorithm} ${ike.authentication_algorithm} ${ike.dh_group}`),
            copied("IKE lifetime", `${ike.lifetime_seconds}`),
            copied("ESP", `${ipsec.encryption_algorithm} ${ipsec.authentication_algorithm}`),
            copied("ESP perfect forward secrecy", ipsec.pfs),
            copied("ESP lifetime", `${ipsec.lifetime_seconds}`),
          ]}
        />
      </div>
    </div>
  );
}

function Networks({ of, local }: { of: Connection; local: readonly string[] }) {
  if (of.policy_rules.length > 0) {
    const pairs = of.policy_rules.map((rule) => `${rule.destination.join(", ")} to ${rule.source}`);
    return <Facts of={[["Traffic selectors", <Lines of={pairs} />]]} />;
  }
  return (
    <Facts
      of={[
        ["Traffic selectors", "0.0.0.0/0 to 0.0.0.0/0"],
        ["Routes into the tunnel", <Lines of={local} />],
        ["Own networks", <Lines of={of.peer_subnets} />],
      ]}
    />
  );
}

function copied(title: string, text: string | undefined): Fact | undefined {
  return text === undefined ? undefined : [title, <Copied text={text} label={title} />];
}
