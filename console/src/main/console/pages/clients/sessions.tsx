import { useState } from "preact/hooks";
import { call } from "../../core/api";
import { refresh } from "../../core/live";
import { bytes } from "../../core/words";
import { Age } from "../../parts/age";
import { Confirm } from "../../parts/confirm";
import { Copied } from "../../parts/copy";
import { Empty } from "../../parts/empty";
import { Loaded } from "../../parts/loaded";
import type { Column } from "../../parts/table";
import { Table } from "../../parts/table";
import { toast } from "../../parts/toasts";
import { useGatewayPath, useSessions } from "./data";
import type { Session } from "./types";
import { RowButton } from "../../parts/rowbutton";

/** Who is connected at the moment. */
export function SessionsPart({ gateway }: { gateway: string }) {
  const [ending, setEnding] = useState<Session>();
  return (
    <>
      <Loaded of={useSessions(gateway)} what="the sessions">
        {({ connections }) =>
          connections.length === 0 ? (
            <Empty title="Nobody is connected">Clients that connect are seen here within seconds.</Empty>
          ) : (
            <Table
              name="Sessions"
              rows={connections}
              id={(one) => one.connection_id}
              columns={COLUMNS}
              words={(one) => [one.client_user_name, one.client_ip, one.client_virtual_ip]}
              actions={(one) => (
                <RowButton word="Disconnect" of={one.client_user_name} onClick={() => setEnding(one)} />
              )}
            />
          )
        }
      </Loaded>
      {ending && <Disconnect gateway={gateway} of={ending} onClose={() => setEnding(undefined)} />}
    </>
  );
}

function Disconnect(props: { gateway: string; of: Session; onClose: () => void }) {
  const { of } = props;
  const path = useGatewayPath();
  const act = async () => {
    await call("POST", `${path}/${props.gateway}/connections/${of.connection_id}/disconnect`);
    refresh("sessions");
    toast(`${of.client_user_name} is being disconnected`);
  };
  return (
    <Confirm title={`Disconnect ${of.client_user_name}?`} yes="Disconnect" act={act} onClose={props.onClose}>
      <p>
        The session from {of.client_ip} ends. The client may connect anew at once: to keep somebody out, delete the user
        or set another password.
      </p>
    </Confirm>
  );
}

const COLUMNS: readonly Column<Session>[] = [
  { key: "user", title: "User", cell: (one) => one.client_user_name, by: (one) => one.client_user_name },
  {
    key: "since",
    title: "Since",
    cell: (one) => <Age at={one.connection_established_time} />,
    by: (one) => one.connection_established_time,
    narrow: "corner",
  },
  {
    key: "from",
    title: "From",
    cell: (one) => <Copied text={one.client_ip} label={`address ${one.client_ip}`} />,
    by: (one) => one.client_ip,
  },
  {
    key: "inside",
    title: "Inside",
    cell: (one) => <Copied text={one.client_virtual_ip} label={`address ${one.client_virtual_ip}`} />,
    by: (one) => one.client_virtual_ip,
  },
  {
    key: "received",
    title: "From it",
    cell: (one) => bytes(one.inbound_bytes),
    by: (one) => one.inbound_bytes,
    numeric: true,
  },
  {
    key: "sent",
    title: "To it",
    cell: (one) => bytes(one.outbound_bytes),
    by: (one) => one.outbound_bytes,
    numeric: true,
  },
];
