import { useState } from "preact/hooks";
import { ApiError, call } from "../../core/api";
import { moment } from "../../core/words";
import type { ClientGateway } from "../../core/types";
import { Age } from "../../parts/age";
import { Copied } from "../../parts/copy";
import { Empty } from "../../parts/empty";
import { Facts, Lines } from "../../parts/facts";
import { Problem } from "../../parts/problem";
import { useQuery } from "../../parts/query";
import { save } from "../../parts/save";
import { Status } from "../../parts/status";
import { useServerPath } from "./data";
import type { Certificate, Server } from "./types";

/** A server: its networks, its certificate, and the file that clients need. */
export function ServerPart({ of }: { of: Server }) {
  return (
    <>
      <section class="card">
        <h2>Server</h2>
        <Facts
          of={[
            ["Status", <Status of={of.status} />],
            ["Since", <Age at={of.status_changed_at} />],
            ["Network of the clients", <code>{of.client_cidr}</code>],
            ["What they may reach at most", <Lines of={of.local_subnets} />],
            ["They show", of.client_auth_type === "CERT" ? "certificates" : "a name and a password"],
            ["Port", `${of.ssl_options.protocol} ${of.ssl_options.port}`],
            ["Encryption", of.ssl_options.encryption_algorithm],
            of.ssl_options.is_compressed && ["Compression", "yes"],
            of.dns_servers.length > 0 && ["Name servers", <Lines of={of.dns_servers} />],
            ["Changed", <Age at={of.updated_at} />],
            ["ID", <Copied text={of.id} label="id of the server" />],
          ]}
        />
        <div class="actions">
          <a class="button" href={editOf(of.p2c_vgw_id)}>
            Change
          </a>
        </div>
      </section>
      <Profile of={of} />
      <CertificateCard title="Certificate of the server" of={of.server_certificate} />
    </>
  );
}

export function NoServer({ gateway }: { gateway: ClientGateway }) {
  const create = (
    <a class="button primary" href={editOf(gateway.id)}>
      Create server
    </a>
  );
  return (
    <Empty title="No server yet" action={gateway.status === "ACTIVE" && create}>
      The server says which addresses clients get and what they may reach. It needs a gateway that is active
      {gateway.status === "ACTIVE" ? "." : ", and this one is not yet."}
    </Empty>
  );
}

function editOf(gateway: string): string {
  return `/console/client-gateways/${gateway}/server/edit`;
}

/** The systems as the API names them, and what opens the file there beside OpenVPN Connect. */
const SYSTEMS: Readonly<Record<string, string>> = {
  Windows: "OpenVPN GUI",
  MacOS: "Tunnelblick",
  Linux: "openvpn",
  Android: "OpenVPN for Android",
  iOS: "",
};
const FIRST = "Windows";

/** The file with which stock OpenVPN clients connect. */
function Profile({ of }: { of: Server }) {
  const path = useServerPath(of.id);
  const [system, setSystem] = useQuery("system");
  const [error, setError] = useState<ApiError>();
  const fetchFile = async () => {
    setError(undefined);
    try {
      const body = { os_type: system || FIRST };
      const { client_config } = await call<{ client_config: string }>("POST", `${path}/client-config/export`, body);
      save("client.ovpn", [client_config]);
    } catch (e) {
      if (!(e instanceof ApiError)) throw e;
      setError(e);
    }
  };
  return (
    <section class="card">
      <h2>Profile</h2>
      {error && <Problem error={error} what="There is no file." />}
      <p>
        {of.client_auth_type === "CERT"
          ? "Each client adds its own certificate and key to the file."
          : "The file is the same for all users: each of them logs in with an own name and password."}
      </p>
      <div class="row">
        <label>
          System
          <select value={system || FIRST} onChange={(e) => setSystem(e.currentTarget.value)}>
            {Object.keys(SYSTEMS).map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </label>
        <button type="button" class="primary" onClick={() => void fetchFile()}>
          Download profile
        </button>
      </div>
      <p class="aside">Open it with {[SYSTEMS[system || FIRST], "OpenVPN Connect"].filter(Boolean).join(" or ")}.</p>
    </section>
  );
}

const MONTH = 30 * 24 * 3600 * 1000;

function CertificateCard({ title, of }: { title: string; of: Certificate }) {
  const left = moment(of.expiration_time).getTime() - Date.now();
  const tone = left < 0 ? "bad" : left < MONTH ? "warn" : "good";
  const word = { bad: "Expired", warn: "Expires soon", good: "Valid" }[tone];
  return (
    <section class="card">
      <h2>{title}</h2>
      <Facts
        of={[
          ["Name", of.name],
          ["From", of.source === "SERVICE_SIGN" ? "the service" : "the certificates of the domain"],
          ["State", <Status of={word} tone={tone} word={word} />],
          ["Expires", <Age at={of.expiration_time} />],
          ["Subject", of.subject],
          ["Issuer", of.issuer],
        ]}
      />
    </section>
  );
}
