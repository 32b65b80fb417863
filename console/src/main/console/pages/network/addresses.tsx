import { useState } from "preact/hooks";
import type { Eip } from "../../core/types";
import { Age } from "../../parts/age";
import { Copied } from "../../parts/copy";
import { Empty } from "../../parts/empty";
import { Head } from "../../parts/head";
import { Loaded } from "../../parts/loaded";
import { Status } from "../../parts/status";
import type { Column } from "../../parts/table";
import { Table } from "../../parts/table";
import { useEips } from "../data";
import { DeleteNetwork } from "./delete";
import { NewAddress } from "./forms";
import type { User } from "./users";
import { useUsers } from "./users";
import { RowButton } from "../../parts/rowbutton";

export function AddressList() {
  const eips = useEips();
  const users = useUsers();
  const [doomed, setDoomed] = useState<Eip>();
  const [asked, setAsked] = useState(false);
  const holder = (eip: Eip) => users.find((user) => user.id === eip.associate_instance_id);
  const create = (
    <button type="button" class="primary" onClick={() => setAsked(true)}>
      Get address
    </button>
  );
  return (
    <>
      <Head title="Public addresses">{create}</Head>
      <Loaded of={eips} what="public addresses">
        {({ publicips }) =>
          publicips.length === 0 ? (
            <Empty title="No public address yet" action={create}>
              Sites and clients reach a gateway at public addresses. They can also be made with a gateway.
            </Empty>
          ) : (
            <Table
              name="Public addresses"
              rows={publicips}
              id={(eip) => eip.id}
              columns={columnsOf(holder)}
              words={(eip) => [
                eip.public_ip_address, eip.alias, eip.id, stateOf(eip), holder(eip)?.title, eip.bandwidth.name,
                ...eip.tags,
              ]}
              actions={(eip) => (
                <RowButton word="Delete" of={eip.public_ip_address} onClick={() => setDoomed(eip)} />
              )}
            />
          )
        }
      </Loaded>
      {asked && <NewAddress onClose={() => setAsked(false)} />}
      {doomed && (
        <DeleteNetwork
          what="address"
          name={doomed.public_ip_address}
          path={`publicips/${doomed.id}`}
          list="publicips"
          obstacles={[holder(doomed)].filter((one) => one !== undefined)}
          onClose={() => setDoomed(undefined)}
        >
          <p>The address may be given to somebody else afterwards.</p>
        </DeleteNetwork>
      )}
    </>
  );
}

function stateOf(eip: Eip): string {
  return eip.status === "ACTIVE" ? "In use" : "Free";
}

function columnsOf(holder: (eip: Eip) => User | undefined): readonly Column<Eip>[] {
  return [
    {
      key: "address",
      title: "Address",
      cell: (eip) => <Copied text={eip.public_ip_address} label={`address ${eip.public_ip_address}`} />,
      by: (eip) => eip.public_ip_address,
    },
    {
      key: "status",
      title: "Status",
      cell: (eip) => (
        <Status of={eip.status} tone={eip.status === "ACTIVE" ? "good" : "idle"} word={stateOf(eip)} />
      ),
      by: stateOf,
      narrow: "corner",
    },
    { key: "name", title: "Name", cell: (eip) => eip.alias || <span class="quiet">–</span>, by: (eip) => eip.alias },
    {
      key: "holder",
      title: "Held by",
      cell: (eip) => {
        const user = holder(eip);
        return user ? <a href={user.to}>{user.title}</a> : <span class="quiet">nobody</span>;
      },
      by: (eip) => holder(eip)?.title ?? "",
    },
    {
      key: "bandwidth",
      title: "Bandwidth",
      cell: (eip) => `${eip.bandwidth.size} Mbit/s${eip.bandwidth.share_type === "WHOLE" ? ", shared" : ""}`,
      by: (eip) => eip.bandwidth.size,
      numeric: true,
    },
    { key: "created", title: "Since", cell: (eip) => <Age at={eip.created_at} />, by: (eip) => eip.created_at },
  ];
}
