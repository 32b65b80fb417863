import type { ComponentChildren } from "preact";
import { call } from "../../core/api";
import { refresh } from "../../core/live";
import { many, sentence } from "../../core/words";
import type { ClientGateway } from "../../core/types";
import type { Obstacle } from "../../parts/confirm";
import { Confirm } from "../../parts/confirm";
import { toast } from "../../parts/toasts";
import { useGatewayPath, useServerPath } from "./data";

/** Asks before a gateway goes with its server and all users. Where sessions end by it, the name is typed. */
export function DeleteClientGateway(props: { of: ClientGateway; onClose: () => void; done?: () => void }) {
  const { of } = props;
  const path = useGatewayPath();
  const act = async () => {
    await call("DELETE", `${path}/${of.id}`);
    refresh("p2c-vpn-gateways");
    toast(`Client gateway ${of.name} is being deleted`);
    props.done?.();
  };
  return (
    <Confirm
      title={`Delete ${of.name}?`}
      yes="Delete client gateway"
      typed={of.current_connection_number > 0 ? of.name : undefined}
      act={act}
      onClose={props.onClose}
    >
      <p>
        Its server goes with all users, groups and policies, and so does its address if that was made with it.{" "}
        {of.current_connection_number > 0 && `${many(of.current_connection_number, "session")} will end at once.`}
      </p>
    </Confirm>
  );
}

/** Asks before something of a server goes. */
export function DeleteOfServer(props: {
  server: string;
  what: string;
  name: string;
  /** Below the server, such as `users/ID`. */
  path: string;
  list: string;
  obstacles?: readonly Obstacle[];
  typed?: boolean;
  children: ComponentChildren;
  onClose: () => void;
  done?: (() => void) | undefined;
}) {
  const path = useServerPath(props.server);
  const act = async () => {
    await call("DELETE", `${path}/${props.path}`);
    refresh(props.list, "vpn-user-groups", "vpn-users", "sessions");
    toast(`${sentence(props.what)} ${props.name} is deleted`);
    props.done?.();
  };
  return (
    <Confirm
      title={`Delete ${props.name}?`}
      yes={`Delete ${props.what}`}
      typed={props.typed ? props.name : undefined}
      obstacles={props.obstacles ?? []}
      act={act}
      onClose={props.onClose}
    >
      {props.children}
    </Confirm>
  );
}
