import { call } from "../../core/api";
import { refresh } from "../../core/live";
import { useProject } from "../../core/session";
import type { Connection } from "../../core/types";
import { Confirm } from "../../parts/confirm";
import { toast } from "../../parts/toasts";

/** Asks before a connection goes. Where a tunnel ends by it, the name is typed. */
export function DeleteConnection({ of, onClose, done }: { of: Connection; onClose: () => void; done?: () => void }) {
  const project = useProject();
  const up = of.status === "ACTIVE" || of.status === "UNKNOWN";
  const act = async () => {
    await call("DELETE", `/v5/${project}/vpn-connection/${of.id}`);
    refresh("vpn-connections");
    toast(`Connection ${of.name} is being deleted`);
    done?.();
  };
  return (
    <Confirm
      title={`Delete ${of.name}?`}
      yes="Delete connection"
      typed={up ? of.name : undefined}
      act={act}
      onClose={onClose}
    >
      <p>
        {up ? "Its tunnel ends" : "It carries nothing at the moment"}, and{" "}
        {of.peer_subnets.join(", ") || "what was learnt over it"} cannot be reached by it any more. Its key is
        forgotten; its log goes with it.
      </p>
    </Confirm>
  );
}

/** Asks before a tunnel is ended and begun anew. */
export function ResetConnection({ of, onClose }: { of: Connection; onClose: () => void }) {
  const project = useProject();
  const act = async () => {
    await call("POST", `/v5/${project}/vpn-connection/${of.id}/reset`);
    refresh("vpn-connections");
    toast(`Connection ${of.name} is being reset`);
  };
  return (
    <Confirm title={`Reset ${of.name}?`} yes="Reset connection" act={act} onClose={onClose}>
      <p>
        The tunnel ends and is negotiated anew. What passes it meanwhile is lost; most often that is a second or two.
      </p>
    </Confirm>
  );
}
