import type { ComponentChildren } from "preact";
import { call } from "../../core/api";
import { refresh } from "../../core/live";
import { useProject } from "../../core/session";
import type { Obstacle } from "../../parts/confirm";
import { Confirm } from "../../parts/confirm";
import { toast } from "../../parts/toasts";

/** Asks before a part of the network goes. */
export function DeleteNetwork(props: {
  what: string;
  name: string;
  /** Below the version, which is `v1` if none is named, and the project, such as `vpcs/ID`. */
  path: string;
  version?: string;
  /** The list that it stands in, as the stream of events names it. */
  list: string;
  obstacles?: readonly Obstacle[];
  children: ComponentChildren;
  onClose: () => void;
  done?: () => void;
}) {
  const project = useProject();
  const act = async () => {
    await call("DELETE", `/${props.version ?? "v1"}/${project}/${props.path}`);
    refresh(props.list, "quotas");
    toast(`${props.what} ${props.name} is deleted`);
    props.done?.();
  };
  return (
    <Confirm
      title={`Delete ${props.name}?`}
      yes={`Delete ${props.what}`}
      obstacles={props.obstacles ?? []}
      act={act}
      onClose={props.onClose}
    >
      {props.children}
    </Confirm>
  );
}
