import type { Connection } from "../../core/types";
import { duration } from "../../core/words";
import { Age } from "../../parts/age";
import { Copied } from "../../parts/copy";
import { Facts, Lines } from "../../parts/facts";
import { useAddresses, useCustomerGateways, useGateways, useNames } from "../data";
import { Tags } from "../tags";
import { ConnectionStatus } from "./status";
import { causeText } from "./tone";

/** What a connection is, between whom, and by which rules its ends negotiate. */
export function ConnectionSummary({ of }: { of: Connection }) {
  return (
    <>
      <State of={of} />
      <Ends of={of} />
      <Networks of={of} />
      <Policies of={of} />
      <Tags of={of.tags} type="vpn-connection" id={of.id} list="vpn-connections" />
    </>
  );
}

function State({ of }: { of: Connection }) {
  const cause = causeText(of);
  return (
    <section class="card">
      <h2>Connection</h2>
      <Facts
        of={[
          ["Status", <ConnectionStatus of={of} />],
          cause !== "" && ["Cause", <a href={`/console/vpn-connections/${of.id}/diagnosis`}>{cause}</a>],
          ["Since", <Age at={of.status_changed_at ?? of.updated_at} />],
          ["Changed", <Age at={of.updated_at} />],
          ["Created", <Age at={of.created_at} />],
          ["ID", <Copied text={of.id} label="id of the connection" />],
        ]}
      />
    </section>
  );
}

function Ends({ of }: { of: Connection }) {
  const gateways = useGateways().value?.vpn_gateways;
  const gateway = useNames(gateways);
  const sites = useNames(useCustomerGateways().value?.customer_gateways);
  const address = useAddresses(gateways).get(of.vgw_ip);
  const peer = sites.get(of.cgw_id)?.id_value;
  return (
    <section class="card">
      <h2>Ends</h2>
      <Facts
        of={[
          ["VPN gateway", <a href={`/console/vpn-gateways/${of.vgw_id}`}>{gateway.of(of.vgw_id)}</a>],
          address !== undefined && ["Address here", <Copied text={address} label={`address ${address}`} />],
          ["Customer gateway", <a href={`/console/customer-gateways/${of.cgw_id}`}>{sites.of(of.cgw_id)}</a>],
          peer !== undefined && ["Address there", <Copied text={peer} label={`address ${peer}`} />],
          ["Place", of.ha_role === "master" ? "first of two" : "second of two"],
          ["In the tunnel, here", <code>{of.tunnel_local_address}</code>],
          ["In the tunnel, there", <code>{of.tunnel_peer_address}</code>],
        ]}
      />
    </section>
  );
}

function Networks({ of }: { of: Connection }) {
  return (
    <section class="card">
      <h2>Networks</h2>
      <Facts
        of={[
          ["Style", of.style.toLowerCase()],
          ["Peer networks", <Lines of={of.peer_subnets} />],
          of.policy_rules.length > 0 && [
            "Rules",
            <Lines of={of.policy_rules.map((rule) => `${rule.source} to ${rule.destination.join(", ")}`)} />,
          ],
          of.enable_nqa !== undefined && ["Echoes through the tunnel", of.enable_nqa ? "on" : "off"],
          of.enable_hub !== undefined && ["Hub", of.enable_hub ? "on" : "off"],
        ]}
      />
    </section>
  );
}

function Policies({ of: { ikepolicy: ike, ipsecpolicy: ipsec } }: { of: Connection }) {
  return (
    <section class="card">
      <h2>Policies</h2>
      <div class="halves">
        <div>
          <h3>IKE</h3>
          <Facts
            of={[
              ["Version", ike.ike_version],
              ike.phase1_negotiation_mode !== undefined && ["Mode", ike.phase1_negotiation_mode],
              ["Encryption", ike.encryption_algorithm],
              ["Authentication", ike.authentication_algorithm],
              ["DH group", ike.dh_group],
              ["Lifetime", duration(ike.lifetime_seconds)],
              ["Our identity", ike.local_id],
              ["The peer's identity", ike.peer_id],
              ["Dead peer detection", `after ${ike.dpd.interval} s, for ${ike.dpd.timeout} s`],
            ]}
          />
        </div>
        <div>
          <h3>IPsec</h3>
          <Facts
            of={[
              ["Encryption", ipsec.encryption_algorithm],
              ["Authentication", ipsec.authentication_algorithm],
              ["Perfect forward secrecy", ipsec.pfs],
              ["Lifetime", duration(ipsec.lifetime_seconds)],
            ]}
          />
        </div>
      </div>
    </section>
  );
}
