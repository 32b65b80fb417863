import { entries, given, numeric } from "../../parts/fields";
import type { Input } from "../../parts/inputs";
import type { Option } from "../../parts/controls";
import type { Server } from "./types";

type Key =
  | "client-cidr" | "reachable" | "show" | "authority" | "authority-name"
  | "certificate" | "port" | "cipher" | "compressed" | "dns";

export type ServerDraft = Readonly<Record<Key, string>>;

export function draftOf(before: Server | undefined): ServerDraft {
  return {
    "client-cidr": before?.client_cidr ?? "",
    reachable: before?.local_subnets.join("\n") ?? "",
    show: before?.client_auth_type ?? "LOCAL_PASSWORD",
    authority: "",
    "authority-name": "",
    certificate: before?.server_certificate.id ?? "",
    port: `${before?.ssl_options.port ?? 443}`,
    cipher: before?.ssl_options.encryption_algorithm ?? "AES-128-GCM",
    compressed: "",
    dns: before?.dns_servers.join("\n") ?? "",
  };
}

/** Stands for a certificate that the service signs, where nothing stands for the one that is there. */
const SIGNED = "signed";

/** A certificate that the service signs is asked for by its source alone; one that stays is not sent. */
function certificate(draft: ServerDraft, before: Server | undefined) {
  if (draft.certificate === SIGNED || (draft.certificate === "" && !before)) return { source: "SERVICE_SIGN" };
  return draft.certificate === before?.server_certificate.id ? undefined : { id: draft.certificate };
}

/** The body of the request; of a change, what is as before is left out where it can be. */
export function bodyOf(draft: ServerDraft, before: Server | undefined) {
  const show = draft.show === before?.client_auth_type ? undefined : draft.show;
  const certificates = draft.show === "CERT" && !before;
  const content = { name: given(draft["authority-name"]), content: given(draft.authority) };
  return {
    vpn_server: {
      client_cidr: given(draft["client-cidr"]),
      local_subnets: entries(draft.reachable),
      client_auth_type: show,
      client_ca_certificates: certificates ? [content] : undefined,
      server_certificate: certificate(draft, before),
      ssl_options: {
        protocol: "TCP",
        port: numeric(draft.port),
        encryption_algorithm: draft.cipher,
        is_compressed: draft.compressed === "" ? undefined : true,
      },
      dns_servers: draft.dns.trim() !== "" || before?.dns_servers.length ? entries(draft.dns) : undefined,
    },
  };
}

function same(...words: string[]): readonly Option[] {
  return words.map((word) => [word, word]);
}

/**
 * The fields of the form.
 *
 * @param held the certificates that the domain holds
 */
export function inputsOf(
  draft: ServerDraft,
  before: Server | undefined,
  held: readonly Option[],
): readonly Input<Key>[] {
  const needsAuthority = draft.show === "CERT" && !before;
  const own = before?.server_certificate;
  const keep: Option[] = own?.id && !held.some(([id]) => id === own.id) ? [[own.id, own.name]] : [];
  const signed: Option[] = before && own?.source !== "SERVICE_SIGN" ? [[SIGNED, "One that the service signs"]] : [];
  return [
    {
      key: "client-cidr",
      label: "Network of the clients",
      fills: ["vpn_server.client_cidr"],
      placeholder: "10.250.0.0/24",
      hint: "Clients get their addresses from it, four for each",
    },
    {
      key: "reachable",
      label: "What they may reach at most",
      fills: ["vpn_server.local_subnets"],
      as: "list",
      rows: 3,
      placeholder: "10.1.1.0/24",
      hint: "Networks of the VPC; several with spaces or lines",
    },
    {
      key: "dns",
      label: "Name servers",
      fills: ["vpn_server.dns_servers"],
      as: "list",
      hint: "2 addresses at most; may be empty",
    },
    {
      key: "show",
      label: "How clients show who they are",
      fills: ["vpn_server.client_auth_type"],
      as: "choice",
      options: [
        ["LOCAL_PASSWORD", "By a name and a password"],
        ["CERT", "By a certificate"],
      ],
    },
    ...(needsAuthority ? AUTHORITY : []),
    {
      key: "certificate",
      label: "Certificate of the server",
      fills: ["vpn_server.server_certificate"],
      as: "choice",
      none: own?.id ? undefined : before ? "As it is" : "One that the service signs",
      options: [...keep, ...held, ...signed],
    },
    { key: "port", label: "Port", fills: ["vpn_server.ssl_options.port"], as: "choice", options: same("443", "1194") },
    {
      key: "cipher",
      label: "Encryption",
      fills: ["vpn_server.ssl_options.encryption_algorithm"],
      as: "choice",
      options: same("AES-128-GCM", "AES-256-GCM"),
    },
    ...(before ? [] : COMPRESSION),
  ];
}

const AUTHORITY: readonly Input<Key>[] = [
  {
    key: "authority-name",
    label: "Name of the client CA",
    fills: ["vpn_server.client_ca_certificates[0].name"],
    hint: "May be empty",
  },
  {
    key: "authority",
    label: "Client CA (PEM)",
    fills: ["vpn_server.client_ca_certificates"],
    as: "list",
    rows: 6,
    placeholder: "-----BEGIN CERTIFICATE-----",
    hint: "Whoever has a certificate of it is let in. More of them can be imported when the server is there.",
  },
];

const COMPRESSION: readonly Input<Key>[] = [
  {
    key: "compressed",
    label: "Compression",
    fills: ["vpn_server.ssl_options.is_compressed"],
    as: "choice",
    none: "No",
    options: [["true", "Yes"]],
  },
];
