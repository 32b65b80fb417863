import { useState } from "preact/hooks";
import { useLive } from "../../core/live";
import { Age } from "../../parts/age";
import { Loaded } from "../../parts/loaded";
import type { Column } from "../../parts/table";
import { Table } from "../../parts/table";
import { Rename } from "../rename";
import { Acts } from "./acts";
import { useServerPath } from "./data";
import { DeleteOfServer } from "./delete";
import { Import, IMPORTED } from "./import";
import type { Certificate, Server } from "./types";

/** A list of certificates that count no more. */
interface Revocations {
  readonly id: string;
  readonly name: string;
  /** None once the server has the CA no longer. */
  readonly client_ca_certificate_id?: string;
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
      {asked && <Import server={server.id} of={IMPORTED[asked]} onClose={() => setAsked(undefined)} />}
    </>
  );
}

function Authorities({ server }: { server: Server }) {
  const [doomed, setDoomed] = useState<Certificate>();
  const [renamed, setRenamed] = useState<Certificate>();
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
          actions={(one) => (
            <Acts name={one.name} of={{ Rename: () => setRenamed(one), Delete: () => setDoomed(one) }} />
          )}
        />
      )}
      {renamed && (
        <Rename
          what="client_ca_certificate"
          path={`p2c-vpn-gateways/vpn-servers/${server.id}/client-ca-certificates`}
          list="client-cas"
          of={renamed}
          onClose={() => setRenamed(undefined)}
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
              columns={columnsOf(server)}
              words={(one) => [one.name]}
              actions={(one) => <Acts name={one.name} of={{ Delete: () => setDoomed(one) }} />}
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

function columnsOf(server: Server): readonly Column<Revocations>[] {
  const authority = (list: Revocations) =>
    server.client_ca_certificates.find((one) => one.id === list.client_ca_certificate_id)?.name ?? "";
  return [
    { key: "name", title: "Name", cell: (one) => one.name, by: (one) => one.name },
    {
      key: "authority",
      title: "Of client CA",
      cell: (one) => authority(one) || <span class="quiet">one that is gone</span>,
      by: authority,
    },
    { key: "revoked", title: "Revoked", cell: (one) => one.revoked, by: (one) => one.revoked, numeric: true },
    { key: "made", title: "Made", cell: (one) => <Age at={one.this_update} />, by: (one) => one.this_update },
    { key: "next", title: "Next due", cell: (one) => <Age at={one.next_update} />, by: (one) => one.next_update ?? "" },
  ];
}
