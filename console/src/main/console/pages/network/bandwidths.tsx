import type { Bandwidth } from "../../core/types";
import { Age } from "../../parts/age";
import { Empty } from "../../parts/empty";
import { Lines } from "../../parts/facts";
import { Head } from "../../parts/head";
import { Loaded } from "../../parts/loaded";
import type { Column } from "../../parts/table";
import { Table } from "../../parts/table";
import { useBandwidths } from "../data";

export function BandwidthList() {
  return (
    <>
      <Head title="Bandwidths" />
      <Loaded of={useBandwidths()} what="bandwidths">
        {({ bandwidths }) =>
          bandwidths.length === 0 ? (
            <Empty title="No bandwidth yet">Each public address comes with one of its own, or shares one.</Empty>
          ) : (
            <Table
              name="Bandwidths"
              rows={bandwidths}
              id={(one) => one.id}
              columns={COLUMNS}
              words={(one) => [one.name, one.id, kindOf(one), ...one.publicip_info.map((ip) => ip.publicip_address)]}
            />
          )
        }
      </Loaded>
    </>
  );
}

function kindOf(one: Bandwidth): string {
  return one.share_type === "WHOLE" ? "shared" : "of one address";
}

const COLUMNS: readonly Column<Bandwidth>[] = [
  { key: "name", title: "Name", cell: (one) => one.name || one.id.slice(0, 8), by: (one) => one.name },
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
    cell: (one) => (
      <Lines
        of={one.publicip_info.map((ip) => (
          <a href={`/console/addresses?q=${ip.publicip_address}`}>{ip.publicip_address}</a>
        ))}
      />
    ),
    by: (one) => one.publicip_info.length,
  },
  { key: "created", title: "Created", cell: (one) => <Age at={one.created_at} />, by: (one) => one.created_at },
];
