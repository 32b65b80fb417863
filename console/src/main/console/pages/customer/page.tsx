import { useState } from "preact/hooks";
import { useLive } from "../../core/live";
import { go } from "../../core/router";
import { useProject } from "../../core/session";
import type { CustomerGateway } from "../../core/types";
import { Age } from "../../parts/age";
import { Copied } from "../../parts/copy";
import { Empty } from "../../parts/empty";
import { Facts } from "../../parts/facts";
import { Head } from "../../parts/head";
import { Loaded } from "../../parts/loaded";
import { ConnectionTable } from "../connections/table";
import { useConnections } from "../data";
import { Rename } from "../rename";
import { Tags } from "../tags";
import { DeleteCustomerGateway } from "./delete";

const LIST = "/console/customer-gateways";

export function CustomerGatewayPage({ params }: { params: Readonly<Record<string, string>> }) {
  const path = `/v5/${useProject()}/customer-gateways/${params["id"]}`;
  const live = useLive<{ customer_gateway: CustomerGateway }>(path, "customer-gateways");
  const known = live.value?.customer_gateway;
  return (
    <>
      <Head title={known?.name ?? "Customer gateway"} crumbs={[{ title: "Customer gateways", to: LIST }]}>
        {known && <Actions of={known} />}
      </Head>
      <Loaded of={live} what="the customer gateway">
        {({ customer_gateway: of }) => (
          <>
            <section class="card">
              <h2>Device</h2>
              <Facts
                of={[
                  ["Address", <Copied text={of.id_value} label={`address ${of.id_value}`} />],
                  ["AS number", of.bgp_asn ?? "none, so no BGP"],
                  ["Changed", <Age at={of.updated_at} />],
                  ["Created", <Age at={of.created_at} />],
                  ["ID", <Copied text={of.id} label="id of the customer gateway" />],
                ]}
              />
            </section>
            <Connections of={of} />
            <Tags of={of.tags} type="customer-gateway" id={of.id} list="customer-gateways" />
          </>
        )}
      </Loaded>
    </>
  );
}

function Actions({ of }: { of: CustomerGateway }) {
  const [asked, setAsked] = useState<"delete" | "rename">();
  const close = () => setAsked(undefined);
  return (
    <>
      <button type="button" onClick={() => setAsked("rename")}>
        Rename
      </button>
      <button type="button" onClick={() => setAsked("delete")}>
        Delete
      </button>
      {asked === "delete" && <DeleteCustomerGateway of={of} onClose={close} done={() => go(LIST)} />}
      {asked === "rename" && <Rename what="customer_gateway" path="customer-gateways" of={of} onClose={close} />}
    </>
  );
}

function Connections({ of }: { of: CustomerGateway }) {
  const live = useConnections();
  return (
    <section class="part">
      <h2>Connections</h2>
      <Loaded of={live} what="connections">
        {({ vpn_connections }) => {
          const mine = vpn_connections.filter((c) => c.cgw_id === of.id);
          if (mine.length > 0) return <ConnectionTable rows={mine} without="site" />;
          return (
            <Empty title="No connection leads here" action={<Create of={of} />}>
              A connection joins it with a VPN gateway.
            </Empty>
          );
        }}
      </Loaded>
    </section>
  );
}

function Create({ of }: { of: CustomerGateway }) {
  return (
    <a class="button primary" href={`/console/vpn-connections/new?site=${of.id}`}>
      Create connection
    </a>
  );
}
