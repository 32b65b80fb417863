import { useState } from "preact/hooks";
import { ApiError, call } from "../../core/api";
import { refresh } from "../../core/live";
import { fullTime } from "../../core/words";
import { Facts } from "../../parts/facts";
import { given } from "../../parts/fields";
import { AskFor } from "../../parts/inputs";
import { Problem } from "../../parts/problem";
import { toast } from "../../parts/toasts";
import { useGatewayPath, useServerPath } from "./data";
import type { Certificate } from "./types";

/** What a server takes in PEM: a client CA, or a list of revoked certificates. */
export const IMPORTED = {
  authority: { title: "client CA", member: "client_ca_certificate", path: "client-ca-certificates", looks: true },
  revocations: { title: "list", member: "client_crl", path: "client-crls", looks: false },
} as const;

/** Takes a certificate or a list. */
export function Import(props: {
  server: string;
  of: (typeof IMPORTED)[keyof typeof IMPORTED];
  onClose: () => void;
}) {
  const { title, member, path, looks } = props.of;
  const server = useServerPath(props.server);
  return (
    <AskFor
      title={`Import a ${title}`}
      yes="Import"
      what="Nothing was imported."
      start={{ "pem-name": "", pem: "" }}
      inputs={() => [
        { key: "pem-name", label: "Name", fills: [`${member}.name`], hint: "May be empty" },
        {
          key: "pem",
          label: "Content (PEM)",
          fills: [`${member}.content`],
          as: "list",
          rows: 8,
          placeholder: "-----BEGIN …",
        },
      ]}
      sends={async (draft) => {
        const body = { [member]: { name: given(draft["pem-name"]), content: given(draft.pem) } };
        await call("POST", `${server}/${path}`, body);
        refresh("client-cas", "vpn-servers");
        toast(`The ${title} is imported`);
      }}
      onClose={props.onClose}
      below={(draft) => looks && <Look key={draft.pem} content={draft.pem} />}
    />
  );
}

/** Shows what a certificate says before it counts. */
function Look({ content }: { content: string }) {
  const path = `${useGatewayPath()}/vpn-servers/client-ca-certificates/check`;
  const [seen, setSeen] = useState<Certificate | ApiError>();
  const look = async () => {
    try {
      setSeen(await call<Certificate>("POST", path, { client_ca_certificate: { content: given(content) } }));
    } catch (e) {
      if (!(e instanceof ApiError)) throw e;
      setSeen(e);
    }
  };
  return (
    <>
      <button type="button" onClick={() => void look()}>
        Show what it says
      </button>
      <div role="status">
        {seen instanceof ApiError && <Problem error={seen} />}
        {seen && !(seen instanceof ApiError) && (
          <Facts
            of={[
              ["Subject", seen.subject],
              ["Issuer", seen.issuer],
              ["Expires", fullTime(seen.expiration_time)],
            ]}
          />
        )}
      </div>
    </>
  );
}
