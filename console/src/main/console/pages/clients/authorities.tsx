import { useState } from "preact/hooks";
import { call } from "../../core/api";
import { refresh, useLive } from "../../core/live";
import { Age } from "../../parts/age";
import { Ask } from "../../parts/ask";
import { ListField, TextField } from "../../parts/controls";
import { Loaded } from "../../parts/loaded";
import { given } from "../../parts/fields";
import type { Column } from "../../parts/table";
import { Table } from "../../parts/table";
import { toast } from "../../parts/toasts";
import { useServerPath } from "./data";
import { DeleteOfServer } from "./delete";
import type { Certificate, Server } from "./types";

/** A list of certificates that count no more. */
interface Revocations {
  readonly id: string;
  readonly name: string;
  readonly revoked: number;
  readonly this_update: string;
  readonly next_update?: string;
}

/** Whose certificates are let in, and which of them are not any more. */
export function AuthoritiesPart({ server }: { server: Server }) {
  const [asked, setAsked] = useState<"authority" | "revocations">();
  return (
    <>
      <section class="part">
        <h2>Client CAs</h2>
        <Authorities server={server} />
        <div class="buttons">
          <button type="button" onClick={() => setAsked("authority")}>
            Import client CA
          </button>
        </div>
      </section>
      <section class="part">
        <h2>Lists of revoked certificates</h2>
        <RevocationTable server={server} />
        <div class="buttons">
          <button type="button" onClick={() => setAsked("revocations")}>
            Import list
          </button>
        </div>
      </section>
      {asked === "authority" && (
        <Import
          server={server.id}
          what="Client CA"
          member="client_ca_certificate"
          path="client-ca-certificates"
          onClose={() => setAsked(undefined)}
        />
      )}
      {asked === "revocations" && (
        <Import
          server={server.id}
          what="List"
          member="client_crl"
          path="client-crls"
          onClose={() => setAsked(undefined)}
        />
      )}
    </>
  );
}

function Authorities({ server }: { server: Server }) {
  const [doomed, setDoomed] = useState<Certificate>();
  return (
    <>
      {server.client_ca_certificates.length === 0 ? (
        <p class="quiet">None: nobody is let in.</p>
      ) : (
        <Table
          name="Client CAs"
          prefix="ca-"
          rows={server.client_ca_certificates}
          id={(one) => one.id}
          columns={AUTHORITIES}
          words={(one) => [one.name, one.subject, one.issuer]}
          actions={(one) => <Delete name={one.name} ask={() => setDoomed(one)} />}
        />
      )}
      {doomed && (
        <DeleteOfServer
          server={server.id}
          what="client CA"
          name={doomed.name}
          path={`client-ca-certificates/${doomed.id}`}
          list="client-cas"
          typed
          onClose={() => setDoomed(undefined)}
        >
          <p>Whoever is connected by a certificate of it is out at once.</p>
        </DeleteOfServer>
      )}
    </>
  );
}

const AUTHORITIES: readonly Column<Certificate>[] = [
  { key: "name", title: "Name", cell: (one) => one.name, by: (one) => one.name },
  {
    key: "expires",
    title: "Expires",
    cell: (one) => <Age at={one.expiration_time} />,
    by: (one) => one.expiration_time,
    narrow: "corner",
  },
  { key: "subject", title: "Subject", cell: (one) => one.subject, by: (one) => one.subject },
  { key: "issuer", title: "Issuer", cell: (one) => one.issuer, by: (one) => one.issuer },
];

function RevocationTable({ server }: { server: Server }) {
  const path = `${useServerPath(server.id)}/client-crls`;
  const live = useLive<{ client_crls: readonly Revocations[] }>(path, "client-cas");
  const [doomed, setDoomed] = useState<Revocations>();
  return (
    <>
      <Loaded of={live} what="the lists">
        {({ client_crls }) =>
          client_crls.length === 0 ? (
            <p class="quiet">None: nothing is revoked.</p>
          ) : (
            <Table
              name="Lists of revoked certificates"
              prefix="crl-"
              rows={client_crls}
              id={(one) => one.id}
              columns={REVOCATIONS}
              words={(one) => [one.name]}
              actions={(one) => <Delete name={one.name} ask={() => setDoomed(one)} />}
            />
          )
        }
      </Loaded>
      {doomed && (
        <DeleteOfServer
          server={server.id}
          what="list"
          name={doomed.name}
          path={`client-crls/${doomed.id}`}
          list="client-cas"
          onClose={() => setDoomed(undefined)}
        >
          <p>The certificates that only this list revokes are let in again.</p>
        </DeleteOfServer>
      )}
    </>
  );
}

const REVOCATIONS: readonly Column<Revocations>[] = [
  { key: "name", title: "Name", cell: (one) => one.name, by: (one) => one.name },
  { key: "revoked", title: "Revoked", cell: (one) => one.revoked, by: (one) => one.revoked, numeric: true },
  { key: "made", title: "Made", cell: (one) => <Age at={one.this_update} />, by: (one) => one.this_update },
  { key: "next", title: "Next due", cell: (one) => <Age at={one.next_update} />, by: (one) => one.next_update ?? "" },
];

function Delete({ name, ask }: { name: string; ask: () => void }) {
  return (
    <button type="button" class="quietly" aria-label={`Delete ${name}`} onClick={ask}>
      Delete
    </button>
  );
}

/** Takes a certificate or a list, in PEM. */
function Import(props: { server: string; what: string; member: string; path: string; onClose: () => void }) {
  const { what, member } = props;
  const path = useServerPath(props.server);
  const [name, setName] = useState("");
  const [content, setContent] = useState("");
  const sends = async () => {
    await call("POST", `${path}/${props.path}`, { [member]: { name: given(name), content: given(content) } });
    refresh("client-cas", "vpn-servers");
    toast(`${what} ${name} is imported`);
  };
  return (
    <Ask
      title={`Import: ${what}`}
      yes="Import"
      what="Nothing was imported."
      fields={[
        { key: "pem-name", label: "Name", fills: [`${member}.name`] },
        { key: "pem", label: "Content (PEM)", fills: [`${member}.content`] },
      ]}
      sends={sends}
      onClose={props.onClose}
    >
      {(form) => (
        <>
          <TextField form={form} of="pem-name" value={name} change={setName} hint="May be empty" />
          <ListField form={form} of="pem" value={content} change={setContent} rows={8} placeholder="-----BEGIN …" />
        </>
      )}
    </Ask>
  );
}
