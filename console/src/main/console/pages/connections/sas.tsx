import { useLive } from "../../core/live";
import { useProject } from "../../core/session";
import { bytes } from "../../core/words";
import type { Connection, SaInfo } from "../../core/types";
import { Age } from "../../parts/age";
import { Loaded } from "../../parts/loaded";
import { Status } from "../../parts/status";
import type { Column } from "../../parts/table";
import { Table } from "../../parts/table";

/** The pairs of networks that the tunnel carries, each with what passed. */
export function SaPart({ of }: { of: Connection }) {
  const path = `/v5/${useProject()}/vpn-connection/${of.id}/ipsec-sa`;
  const live = useLive<{ sa_infos: readonly SaInfo[] }>(path, "vpn-connections");
  return (
    <Loaded of={live} what="the security associations">
      {({ sa_infos }) => (
        <Table
          name="Pairs of networks"
          rows={sa_infos}
          id={(sa) => sa.id}
          columns={COLUMNS}
          order="source"
          words={(sa) => [sa.source_ip_cidr, sa.dest_ip_cidr]}
        />
      )}
    </Loaded>
  );
}

const COLUMNS: readonly Column<SaInfo>[] = [
  { key: "source", title: "Here", cell: (sa) => <code>{sa.source_ip_cidr}</code>, by: (sa) => sa.source_ip_cidr },
  {
    key: "traffic",
    title: "Traffic",
    cell: (sa) =>
      sa.packets_recv + sa.packets_sent > 0 ? (
        <Status of="ACTIVE" tone="good" word="Carries traffic" />
      ) : (
        <Status of="IDLE" tone="idle" word="No traffic yet" />
      ),
    by: (sa) => sa.traffic_recv + sa.traffic_sent,
    narrow: "corner",
  },
  { key: "dest", title: "There", cell: (sa) => <code>{sa.dest_ip_cidr}</code>, by: (sa) => sa.dest_ip_cidr },
  { key: "sent", title: "Sent", cell: (sa) => bytes(sa.traffic_sent), by: (sa) => sa.traffic_sent, numeric: true },
  { key: "recv", title: "Received", cell: (sa) => bytes(sa.traffic_recv), by: (sa) => sa.traffic_recv, numeric: true },
  {
    key: "packets",
    title: "Packets sent / received",
    cell: (sa) => `${sa.packets_sent.toLocaleString("en")} / ${sa.packets_recv.toLocaleString("en")}`,
    numeric: true,
  },
  { key: "read", title: "Read", cell: (sa) => <Age at={sa.collected_at} />, by: (sa) => sa.collected_at },
];
