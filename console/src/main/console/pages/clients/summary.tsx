import { useState } from "preact/hooks";
import { call } from "../../core/api";
import { refresh } from "../../core/live";
import { useProject } from "../../core/session";
import type { ClientGateway } from "../../core/types";
import { Age } from "../../parts/age";
import { Confirm } from "../../parts/confirm";
import { Copied } from "../../parts/copy";
import { Facts } from "../../parts/facts";
import { AskFor } from "../../parts/inputs";
import { toast } from "../../parts/toasts";
import { useEips, useNames, useSubnets, useVpcs } from "../data";
import { Tags } from "../tags";
import { useGatewayPath } from "./data";

/** What a client gateway is, where it stands, and at which address clients find it. */
export function ClientGatewaySummary({ of }: { of: ClientGateway }) {
  const vpcs = useNames(useVpcs().value?.vpcs);
  const subnets = useNames(useSubnets().value?.subnets);
  const [asked, setAsked] = useState(false);
  const close = () => setAsked(false);
  return (
    <>
      <section class="card">
        <h2>Gateway</h2>
        <Facts
          of={[
            ["Address", of.eip ? <Copied text={of.eip.ip_address} label="address" /> : "none: nobody can connect"],
            of.eip && ["Bandwidth", `${of.eip.bandwidth_size} Mbit/s`],
            ["VPC", <a href={`/console/vpcs/${of.vpc_id}`}>{vpcs.of(of.vpc_id)}</a>],
            ["Subnet of the node", subnets.of(of.connect_subnet)],
            ["Zone", of.nodes?.[0]?.zone],
            ["Sessions", `${of.current_connection_number} of ${of.max_connection_number}`],
            ["Flavor", of.flavor],
            of.version !== undefined && ["Software", of.version],
            ["Changed", <Age at={of.updated_at} />],
            ["Created", <Age at={of.created_at} />],
            ["ID", <Copied text={of.id} label="id of the client gateway" />],
          ]}
        />
        <div class="actions">
          <button type="button" onClick={() => setAsked(true)}>
            {of.eip ? "Take the address away" : "Give it an address"}
          </button>
        </div>
      </section>
      <Tags of={of.tags} type="p2c-vpn-gateways" id={of.id} list="p2c-vpn-gateways" />
      {asked && (of.eip ? <TakeAddress of={of} onClose={close} /> : <GiveAddress of={of} onClose={close} />)}
    </>
  );
}

function GiveAddress({ of, onClose }: { of: ClientGateway; onClose: () => void }) {
  const path = `${useGatewayPath()}/${of.id}`;
  const free = (useEips().value?.publicips ?? []).filter((eip) => eip.status === "DOWN");
  return (
    <AskFor
      title={`Give ${of.name} an address`}
      yes="Give address"
      what="It has no address."
      start={{ eip: "" }}
      inputs={() => [
        {
          key: "eip",
          label: "Public address",
          fills: ["p2c_vpn_gateway.eip_id"],
          as: "choice",
          none: free.length > 0 ? "Choose…" : "None is free",
          options: free.map((eip) => [eip.id, `${eip.public_ip_address} · ${eip.bandwidth.size} Mbit/s`]),
        },
      ]}
      sends={async ({ eip }) => {
        await call("PUT", path, { p2c_vpn_gateway: { eip_id: eip } });
        refresh("p2c-vpn-gateways", "publicips");
        toast(`${of.name} gets the address`);
      }}
      onClose={onClose}
    />
  );
}

function TakeAddress({ of, onClose }: { of: ClientGateway; onClose: () => void }) {
  const path = `/v3/${useProject()}/eip/publicips/${of.eip!.id}/disassociate-instance`;
  const act = async () => {
    await call("POST", path);
    refresh("p2c-vpn-gateways", "publicips");
    toast(`${of.name} has no address any more`);
  };
  const sessions = of.current_connection_number > 0;
  return (
    <Confirm
      title={`Take ${of.eip!.ip_address} away from ${of.name}?`}
      yes="Take address away"
      typed={sessions ? of.name : undefined}
      act={act}
      onClose={onClose}
    >
      <p>
        Nobody can connect until it has another one, and profiles name this address.
        {sessions && " All sessions end at once."} The address stays yours.
      </p>
    </Confirm>
  );
}
