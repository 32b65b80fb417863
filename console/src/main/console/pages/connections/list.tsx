import { useState } from "preact/hooks";
import type { Connection } from "../../core/types";
import { Empty } from "../../parts/empty";
import { Head } from "../../parts/head";
import { Loaded } from "../../parts/loaded";
import { useConnections } from "../data";
import { DeleteConnection } from "./delete";
import { ConnectionTable } from "./table";
import { RowButton } from "../../parts/rowbutton";

export function ConnectionList() {
  const connections = useConnections();
  const [doomed, setDoomed] = useState<Connection>();
  const create = (
    <a class="button primary" href="/console/vpn-connections/new">
      Create connection
    </a>
  );
  return (
    <>
      <Head title="Connections">{create}</Head>
      <Loaded of={connections} what="connections">
        {({ vpn_connections: all }) =>
          all.length === 0 ? (
            <Empty title="No connection yet" action={create}>
              A connection is a tunnel between a VPN gateway and a customer gateway. It needs one of each.
            </Empty>
          ) : (
            <ConnectionTable
              rows={all}
              actions={(c) => (
                <RowButton
                  word="Delete"
                  of={c.name}
                  disabled={c.status === "PENDING_DELETE"}
                  onClick={() => setDoomed(c)}
                />
              )}
            />
          )
        }
      </Loaded>
      {doomed && <DeleteConnection of={doomed} onClose={() => setDoomed(undefined)} />}
    </>
  );
}
