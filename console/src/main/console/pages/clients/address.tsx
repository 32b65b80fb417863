import { useState } from "preact/hooks";
import { call } from "../../core/api";
import { refresh } from "../../core/live";
import { useProject } from "../../core/session";
import type { ClientGateway } from "../../core/types";
import { many } from "../../core/words";
import { Confirm } from "../../parts/confirm";
import type { Option } from "../../parts/controls";
import type { Input } from "../../parts/inputs";
import { AskFor } from "../../parts/inputs";
import { toast } from "../../parts/toasts";
import { useEips } from "../data";
import { useGatewayPath } from "./data";

/** What can be done about the address at which clients find a gateway. */
export function AddressActs({ of }: { of: ClientGateway }) {
  const [asked, setAsked] = useState<"bind" | "release">();
  const close = () => setAsked(undefined);
  const free = (useEips().value?.publicips ?? []).filter(
    ({ status, bandwidth }) => status === "DOWN" && bandwidth.share_type === "PER",
  );
  const options = free.map((eip): Option => [eip.id, `${eip.public_ip_address} · ${eip.bandwidth.size} Mbit/s`]);
  return (
    <>
      {options.length > 0 ? (
        <button type="button" onClick={() => setAsked("bind")}>
          {of.eip ? "Replace address" : "Bind address"}
        </button>
      ) : (
        <a class="button" href="/console/addresses">
          Get {of.eip ? "another" : "an"} address
        </a>
      )}
      {of.eip && (
        <button type="button" onClick={() => setAsked("release")}>
          Take address away
        </button>
      )}
      {asked === "bind" && <Bind of={of} options={options} onClose={close} />}
      {asked === "release" && <Release of={of} onClose={close} />}
    </>
  );
}

/** Takes the address from its gateway: it stays with the project. */
function useRelease(): (of: ClientGateway) => Promise<void> {
  const project = useProject();
  return async ({ eip }) => {
    if (!eip) return;
    await call("POST", `/v3/${project}/eip/publicips/${eip.id}/disassociate-instance`);
    refresh("p2c-vpn-gateways", "publicips");
  };
}

const ADDRESS: Input<"eip"> = {
  key: "eip",
  label: "Public address",
  fills: ["p2c_vpn_gateway.eip_id"],
  as: "choice",
  none: "Choose…",
};

/** What is done stays said: a gateway whose old address is gone and that has no other is reached by nobody. */
export function Bind({ of, options, onClose }: { of: ClientGateway; options: readonly Option[]; onClose: () => void }) {
  const path = `${useGatewayPath()}/${of.id}`;
  const release = useRelease();
  // What is asked is about the gateway as it was then, whatever becomes of it meanwhile.
  const [old] = useState(of.eip);
  const [released, setReleased] = useState(false);
  const gone = old && (released || !of.eip);
  const sends = async (draft: { eip: string }) => {
    // For one that somebody else has taken meanwhile nothing is taken away: as nothing is chosen, it is refused.
    const eip = options.some(([id]) => id === draft.eip) ? draft.eip : "";
    if (old && !gone && eip) {
      await release(of);
      setReleased(true);
    }
    await call("PUT", path, { p2c_vpn_gateway: { eip_id: eip } });
    refresh("p2c-vpn-gateways", "publicips");
    toast(`${of.name} gets the address`);
  };
  return (
    <AskFor
      title={old ? `Another address for ${of.name}` : `An address for ${of.name}`}
      yes={old && !gone ? "Replace address" : "Bind address"}
      what={`${gone ? "The old address was taken away, and the new one" : "The address"} was not bound.`}
      typed={!gone && of.current_connection_number > 0 ? of.name : undefined}
      start={{ eip: options[0]?.[0] ?? "" }}
      inputs={() => [{ ...ADDRESS, options }]}
      sends={sends}
      onClose={onClose}
    >
      {old && (
        <p>
          {gone
            ? "The old address was taken away. Nobody reaches the gateway until another is bound, or the old one again."
            : `${old.ip_address} is taken away first and stays yours. ${ended(of)}`}{" "}
          Profiles name the address: hand out new ones.
        </p>
      )}
    </AskFor>
  );
}

function Release({ of, onClose }: { of: ClientGateway; onClose: () => void }) {
  const release = useRelease();
  return (
    <Confirm
      title={`Take the address from ${of.name}?`}
      yes="Take address away"
      typed={of.current_connection_number > 0 ? of.name : undefined}
      act={async () => {
        await release(of);
        toast(`${of.name} has no address any more`);
      }}
      onClose={onClose}
    >
      <p>Nobody reaches the gateway any more. {ended(of)} The address stays yours.</p>
    </Confirm>
  );
}

function ended({ current_connection_number: sessions }: ClientGateway): string {
  return sessions > 0 ? `${many(sessions, "session")} will end.` : "";
}
