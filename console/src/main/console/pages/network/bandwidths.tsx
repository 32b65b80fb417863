import { useState } from "preact/hooks";
import type { Bandwidth } from "../../core/types";
import { Age } from "../../parts/age";
import { Empty } from "../../parts/empty";
import { Lines } from "../../parts/facts";
import { Head } from "../../parts/head";
import { Loaded } from "../../parts/loaded";
import { RowButton } from "../../parts/rowbutton";
import type { Column } from "../../parts/table";
import { Table } from "../../parts/table";
import { useBandwidths } from "../data";
import { DeleteNetwork } from "./delete";
import { ChangeBandwidth } from "./rate";
import { AddAddress, NewBandwidth, TakeOut } from "./shared";

type Member = Bandwidth["publicip_info"][number];

/** What is asked about a bandwidth, or about one that is to be. */
type Asked =
  | { readonly what: "create" }
  | { readonly what: "change" | "add" | "delete"; readonly of: Bandwidth }
  | { readonly what: "take out"; readonly of: Bandwidth; readonly member: Member };

export function BandwidthList() {
  const [asked, setAsked] = useState<Asked>();
  const create = (
    <button type="button" class="primary" onClick={() => setAsked({ what: "create" })}>
      Create shared bandwidth
    </button>
  );
  return (
    <>
      <Head title="Bandwidths">{create}</Head>
      <Loaded of={useBandwidths()} what="bandwidths">
        {({ bandwidths }) =>
          bandwidths.length === 0 ? (
            <Empty title="No bandwidth yet" action={create}>
              Each public address comes with one of its own, or shares one.
            </Empty>
          ) : (
            <Table
              name="Bandwidths"
              rows={bandwidths}
              id={(one) => one.id}
              columns={columnsOf(setAsked)}
              words={(one) => [one.name, one.id, kindOf(one), ...one.publicip_info.map((ip) => ip.publicip_address)]}
              actions={(one) => <Actions of={one} ask={setAsked} />}
            />
          )
        }
      </Loaded>
      {asked && <Dialogs of={asked} onClose={() => setAsked(undefined)} />}
    </>
  );
}

function Actions({ of, ask }: { of: Bandwidth; ask: (what: Asked) => void }) {
  return (
    <>
      <RowButton word="Change" of={nameOf(of)} onClick={() => ask({ what: "change", of })} />
      {isShared(of) && (
        <>
          <RowButton word="Add address" of={nameOf(of)} onClick={() => ask({ what: "add", of })} />
          <RowButton word="Delete" of={nameOf(of)} onClick={() => ask({ what: "delete", of })} />
        </>
      )}
    </>
  );
}

function Dialogs({ of: asked, onClose }: { of: Asked; onClose: () => void }) {
  switch (asked.what) {
    case "create":
      return <NewBandwidth onClose={onClose} />;
    case "change":
      return <ChangeBandwidth of={asked.of} onClose={onClose} />;
    case "add":
      return <AddAddress to={asked.of} onClose={onClose} />;
    case "take out":
      return <TakeOut from={asked.of} of={asked.member} onClose={onClose} />;
    case "delete":
      return (
        <DeleteNetwork
          what="bandwidth"
          name={nameOf(asked.of)}
          path={`bandwidths/${asked.of.id}`}
          version="v2.0"
          list="bandwidths"
          obstacles={asked.of.publicip_info.map(({ publicip_address: ip }) => ({
            title: `address ${ip}`,
            to: `/console/bandwidths?q=${ip}`,
          }))}
          onClose={onClose}
        >
          <p>Addresses can share it no more.</p>
        </DeleteNetwork>
      );
  }
}

function isShared(one: Bandwidth): boolean {
  return one.share_type === "WHOLE";
}

function kindOf(one: Bandwidth): string {
  return isShared(one) ? "shared" : "of one address";
}

function nameOf(one: Bandwidth): string {
  return one.name || one.id.slice(0, 8);
}

function columnsOf(ask: (what: Asked) => void): readonly Column<Bandwidth>[] {
  return [
    { key: "name", title: "Name", cell: nameOf, by: (one) => one.name },
    {
      key: "size",
      title: "Size",
      cell: (one) => `${one.size} Mbit/s`,
      by: (one) => one.size,
      numeric: true,
      narrow: "corner",
    },
    { key: "kind", title: "Kind", cell: kindOf, by: kindOf },
    {
      key: "holders",
      title: "Addresses",
      cell: (of) => (
        <Lines
          of={of.publicip_info.map((member) => (
            <>
              <a href={`/console/addresses?q=${member.publicip_address}`}>{member.publicip_address}</a>{" "}
              {isShared(of) && (
                <RowButton
                  word="Take out"
                  of={member.publicip_address}
                  onClick={() => ask({ what: "take out", of, member })}
                />
              )}
            </>
          ))}
        />
      ),
      by: (one) => one.publicip_info.length,
    },
    { key: "created", title: "Created", cell: (one) => <Age at={one.created_at} />, by: (one) => one.created_at },
  ];
}
