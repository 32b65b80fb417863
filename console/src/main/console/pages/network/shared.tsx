import { call } from "../../core/api";
import { refresh } from "../../core/live";
import { useProject } from "../../core/session";
import type { Bandwidth } from "../../core/types";
import type { Option } from "../../parts/controls";
import { given, numeric } from "../../parts/fields";
import { AskFor } from "../../parts/inputs";
import { toast } from "../../parts/toasts";
import { useEips } from "../data";
import { LISTS, RATE, SIZE } from "./rate";

function usePath(): string {
  return `/v2.0/${useProject()}/bandwidths`;
}

/** Makes a bandwidth for several addresses. */
export function NewBandwidth({ onClose }: { onClose: () => void }) {
  const path = usePath();
  const sends = async ({ name, size }: { name: string; size: string }) => {
    await call("POST", path, { bandwidth: { name: given(name), size: numeric(size) } });
    refresh(...LISTS, "quotas");
    toast(`Bandwidth ${name} is created`);
  };
  return (
    <AskFor
      title="Create a shared bandwidth"
      yes="Create bandwidth"
      what="The bandwidth was not created."
      start={{ name: "", size: "300" }}
      inputs={() => RATE}
      sends={sends}
      onClose={onClose}
    >
      <p>What passes all of its addresses together is held to it, in each direction by itself.</p>
    </AskFor>
  );
}

/** Where a request names the address that is moved. */
const MOVED = ["bandwidth.publicip_info[0]", "bandwidth.publicip_info"];

/** Lets another address share a bandwidth. */
export function AddAddress({ to, onClose }: { to: Bandwidth; onClose: () => void }) {
  const path = usePath();
  const options = (useEips().value?.publicips ?? [])
    .filter((eip) => eip.bandwidth.share_type === "PER")
    .map((eip): Option => [eip.id, `${eip.public_ip_address} · ${eip.bandwidth.size} Mbit/s`]);
  const sends = async ({ added }: { added: string }) => {
    const publicip_id = given(added);
    await call("POST", `${path}/${to.id}/insert`, { bandwidth: { publicip_info: [{ publicip_id }] } });
    refresh(...LISTS, "quotas");
    toast(`The address shares ${to.name}`);
  };
  return (
    <AskFor
      title={`Add an address to ${to.name}`}
      yes="Add address"
      what="The address was not added."
      start={{ added: "" }}
      inputs={() => [{ key: "added", label: "Address", fills: MOVED, as: "choice", none: "Choose…", options }]}
      sends={sends}
      onClose={onClose}
    >
      <p>Its own bandwidth goes. Tunnels stay up. An address of a client gateway needs its own.</p>
    </AskFor>
  );
}

/** Gives an address a bandwidth of its own again. */
export function TakeOut(props: {
  from: Bandwidth;
  of: { readonly publicip_id: string; readonly publicip_address: string };
  onClose: () => void;
}) {
  const { from, of } = props;
  const path = usePath();
  const sends = async ({ size }: { size: string }) => {
    const { publicip_id } = of;
    await call("POST", `${path}/${from.id}/remove`, {
      bandwidth: { publicip_info: [{ publicip_id }], size: numeric(size) },
    });
    refresh(...LISTS, "quotas");
    toast(`${of.publicip_address} has a bandwidth of its own`);
  };
  return (
    <AskFor
      title={`Take ${of.publicip_address} out of ${from.name}`}
      yes="Take out"
      what="The address was not taken out."
      start={{ size: `${from.size}` }}
      inputs={() => [{ ...SIZE, label: "Size of its own bandwidth (Mbit/s)" }]}
      sends={sends}
      onClose={props.onClose}
    />
  );
}
