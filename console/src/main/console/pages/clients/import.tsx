import { useState } from "preact/hooks";
import { call } from "../../core/api";
import { refresh } from "../../core/live";
import { Age } from "../../parts/age";
import { Ask } from "../../parts/ask";
import { Facts } from "../../parts/facts";
import { given } from "../../parts/fields";
import type { Input } from "../../parts/inputs";
import { Inputs } from "../../parts/inputs";
import { toast } from "../../parts/toasts";
import { useGatewayPath } from "./data";
import type { Certificate } from "./types";

/** What a server takes in PEM: a client CA, or a list of revoked certificates. */
export const IMPORTED = {
  authority: { title: "client CA", member: "client_ca_certificate", path: "client-ca-certificates", checks: true },
  revocations: { title: "list", member: "client_crl", path: "client-crls", checks: false },
} as const;

type Kind = (typeof IMPORTED)[keyof typeof IMPORTED];
type Key = "pem-name" | "pem";

function inputsOf(member: string): readonly Input<Key>[] {
  return [
    { key: "pem-name", label: "Name", fills: [`${member}.name`], hint: "May be empty" },
    {
      key: "pem",
      label: "Content (PEM)",
      fills: [`${member}.content`],
      as: "list",
      rows: 8,
      placeholder: "-----BEGIN …",
    },
  ];
}

/** Takes a certificate or a list. What a certificate says is shown first, before anybody is let in by it. */
export function Import({ server, of, onClose }: { server: string; of: Kind; onClose: () => void }) {
  const { title, member, path } = of;
  const servers = `${useGatewayPath()}/vpn-servers`;
  const [draft, setDraft] = useState({ "pem-name": "", pem: "" });
  const [says, setSays] = useState<Certificate>();
  const inputs = inputsOf(member);
  const sends = async () => {
    const body = { [member]: { name: given(draft["pem-name"]), content: given(draft.pem) } };
    if (of.checks && !says) {
      setSays(await call<Certificate>("POST", `${servers}/${path}/check`, body));
      return false;
    }
    await call("POST", `${servers}/${server}/${path}`, body);
    refresh("client-cas", "vpn-servers");
    toast(`The ${title} is imported`);
    return true;
  };
  return (
    <Ask
      title={`Import a ${title}`}
      yes={of.checks && !says ? "Check" : "Import"}
      what="Nothing was imported."
      fields={inputs}
      sends={sends}
      onClose={onClose}
    >
      {(form) => (
        <>
          <Inputs
            form={form}
            of={inputs}
            draft={draft}
            change={(to) => {
              setDraft((old) => ({ ...old, ...to }));
              setSays(undefined);
            }}
          />
          <div role="status">{says && <Facts of={factsOf(says)} />}</div>
        </>
      )}
    </Ask>
  );
}

function factsOf(says: Certificate) {
  return [
    ["Subject", says.subject],
    ["Issuer", says.issuer],
    ["Expires", <Age at={says.expiration_time} />],
  ] as const;
}
