import { useState } from "preact/hooks";
import { call } from "../../core/api";
import { refresh, useLive } from "../../core/live";
import { Ask } from "../../parts/ask";
import { ChoiceField, ListField, TextField } from "../../parts/controls";
import type { FieldOf } from "../../parts/fields";
import { entries, given, numeric } from "../../parts/fields";
import type { FormState } from "../../parts/form";
import { toast } from "../../parts/toasts";
import { useGatewayPath } from "./data";
import type { Server } from "./types";

const FIELDS: readonly FieldOf[] = [
  { key: "client-cidr", label: "Network of the clients", fills: ["vpn_server.client_cidr"] },
  { key: "reachable", label: "What they may reach at most", fills: ["vpn_server.local_subnets"] },
  { key: "certificate", label: "Certificate of the server", fills: ["vpn_server.server_certificate"] },
  { key: "port", label: "Port", fills: ["vpn_server.ssl_options.port"] },
  { key: "cipher", label: "Encryption", fills: ["vpn_server.ssl_options.encryption_algorithm"] },
  { key: "dns", label: "Name servers", fills: ["vpn_server.dns_servers"] },
];

interface Draft {
  readonly "client-cidr": string;
  readonly reachable: string;
  readonly certificate: string;
  readonly port: string;
  readonly cipher: string;
  readonly dns: string;
}

function draftOf(before: Server | undefined): Draft {
  return {
    "client-cidr": before?.client_cidr ?? "",
    reachable: before?.local_subnets.join("\n") ?? "",
    certificate: before?.server_certificate.id ?? "",
    port: `${before?.ssl_options.port ?? 443}`,
    cipher: before?.ssl_options.encryption_algorithm ?? "AES-128-GCM",
    dns: before?.dns_servers.join("\n") ?? "",
  };
}

/** A certificate of the service's own is asked for by its source alone; one that stays is not sent. */
function certificate(draft: Draft, before: Server | undefined) {
  if (draft.certificate !== "") return { id: draft.certificate };
  return before ? undefined : { source: "SERVICE_SIGN" };
}

function body(draft: Draft, before: Server | undefined) {
  return {
    vpn_server: {
      client_cidr: given(draft["client-cidr"]),
      local_subnets: entries(draft.reachable),
      server_certificate: certificate(draft, before),
      ssl_options: { protocol: "TCP", port: numeric(draft.port), encryption_algorithm: draft.cipher },
      dns_servers: draft.dns.trim() !== "" || before?.dns_servers.length ? entries(draft.dns) : undefined,
    },
  };
}

/** Makes a gateway's server, or changes the one that is there. */
export function ServerForm(props: { gateway: string; before?: Server; onClose: () => void }) {
  const { gateway, before } = props;
  const path = useGatewayPath();
  const [draft, setDraft] = useState(() => draftOf(before));
  const sends = async () => {
    if (before) await call("PUT", `${path}/vpn-servers/${before.id}`, body(draft, before));
    else await call("POST", `${path}/${gateway}/vpn-servers`, body(draft, before));
    refresh("vpn-servers", "p2c-vpn-gateways");
    toast(before ? "The server is being changed" : "The server is being created");
  };
  const change = (to: Partial<Draft>) => setDraft((old) => ({ ...old, ...to }));
  return (
    <Ask
      title={before ? "Change the server" : "Create a server"}
      yes={before ? "Change server" : "Create server"}
      what={before ? "The server was not changed." : "The server was not created."}
      fields={FIELDS}
      sends={sends}
      onClose={props.onClose}
    >
      {(form) => <Inputs form={form} draft={draft} change={change} exists={before !== undefined} />}
    </Ask>
  );
}

interface Held {
  readonly certificates: readonly { readonly id: string; readonly name: string }[];
}

function Inputs(props: {
  form: FormState;
  draft: Draft;
  change: (to: Partial<Draft>) => void;
  exists: boolean;
}) {
  const { form, draft, change } = props;
  const held = useLive<Held>("/v3/scm/certificates", "certificates").value;
  const bound = (of: keyof Draft) => ({
    form,
    of,
    value: draft[of],
    change: (value: string) => change({ [of]: value }),
  });
  return (
    <>
      <TextField {...bound("client-cidr")} placeholder="10.250.0.0/24" hint="Clients get their addresses from it" />
      <ListField
        {...bound("reachable")}
        placeholder="10.1.1.0/24"
        hint="Networks of the VPC; several with spaces or lines"
      />
      <ChoiceField
        {...bound("certificate")}
        none={props.exists ? "As it is" : "One that the service signs"}
        options={(held?.certificates ?? []).map((one) => [one.id, one.name])}
      />
      <ChoiceField
        {...bound("port")}
        options={[
          ["443", "443"],
          ["1194", "1194"],
        ]}
      />
      <ChoiceField
        {...bound("cipher")}
        options={[
          ["AES-128-GCM", "AES-128-GCM"],
          ["AES-256-GCM", "AES-256-GCM"],
        ]}
      />
      <ListField {...bound("dns")} hint="Addresses; may be empty" />
    </>
  );
}
