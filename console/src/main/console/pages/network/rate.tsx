import { useState } from "preact/hooks";
import { call } from "../../core/api";
import { refresh } from "../../core/live";
import { useProject } from "../../core/session";
import type { NodeEip } from "../../core/types";
import { numeric } from "../../parts/fields";
import type { Input } from "../../parts/inputs";
import { AskFor } from "../../parts/inputs";
import { RowButton } from "../../parts/rowbutton";
import { toast } from "../../parts/toasts";

/** The lists in which a bandwidth, or its size, is shown. */
export const LISTS = ["bandwidths", "publicips", "vpn-gateways", "p2c-vpn-gateways"];

export const SIZE: Input<"size"> = {
  key: "size",
  label: "Size (Mbit/s)",
  fills: ["bandwidth.size"],
  as: "number",
  hint: "1 to 2000, in each direction; a gateway carries no more than its flavor allows",
};

/** What a bandwidth is called, and how much passes. */
export const RATE: readonly Input<"name" | "size">[] = [{ key: "name", label: "Name", fills: ["bandwidth.name"] }, SIZE];

/** Changes a bandwidth, whether it is shared or not. */
export function ChangeBandwidth(props: {
  of: { readonly id: string; readonly name: string; readonly size: number };
  onClose: () => void;
}) {
  const { id, name, size } = props.of;
  const project = useProject();
  const sends = async (draft: { name: string; size: string }) => {
    const bandwidth = { name: draft.name === name ? undefined : draft.name, size: numeric(draft.size) ?? "" };
    await call("PUT", `/v1/${project}/bandwidths/${id}`, { bandwidth });
    refresh(...LISTS);
    toast(`The bandwidth is being set to ${draft.size} Mbit/s`);
  };
  return (
    <AskFor
      title={`Change ${name || "bandwidth"}`}
      yes="Change bandwidth"
      what="The bandwidth was not changed."
      start={{ name, size: `${size}` }}
      inputs={() => RATE}
      sends={sends}
      onClose={props.onClose}
    />
  );
}

/** What an address may carry, and a way to change that: where the bandwidth is shared, at the bandwidth. */
export function EipRate({ of }: { of: NodeEip }) {
  const [asked, setAsked] = useState(false);
  const size = `${of.bandwidth_size} Mbit/s`;
  if (of.share_type === "WHOLE") {
    return (
      <>
        {size}, <a href={`/console/bandwidths?q=${of.bandwidth_id}`}>shared</a>
      </>
    );
  }
  const bandwidth = { id: of.bandwidth_id, name: of.bandwidth_name, size: of.bandwidth_size };
  return (
    <>
      {size} <RowButton word="Change" of={`bandwidth of ${of.ip_address}`} onClick={() => setAsked(true)} />
      {asked && <ChangeBandwidth of={bandwidth} onClose={() => setAsked(false)} />}
    </>
  );
}
