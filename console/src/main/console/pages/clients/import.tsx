import { call } from "../../core/api";
import { refresh } from "../../core/live";
import { given } from "../../parts/fields";
import { AskFor } from "../../parts/inputs";
import { toast } from "../../parts/toasts";
import { useServerPath } from "./data";

/** What a server takes in PEM: a client CA, or a list of revoked certificates. */
export const IMPORTED = {
  authority: { title: "client CA", member: "client_ca_certificate", path: "client-ca-certificates" },
  revocations: { title: "list", member: "client_crl", path: "client-crls" },
} as const;

/** Takes a certificate or a list. */
export function Import(props: {
  server: string;
  of: (typeof IMPORTED)[keyof typeof IMPORTED];
  onClose: () => void;
}) {
  const { title, member, path } = props.of;
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
    />
  );
}
