import { said } from "../../main/console/pages/clients/logline";
import { bodyOf, draftOf } from "../../main/console/pages/clients/serverdraft";
import type { Server } from "../../main/console/pages/clients/types";
import { equal, test } from "./harness";

const CERTIFICATE = { id: "c", name: "own", issuer: "CN=i", subject: "CN=s", expiration_time: "2027-01-01T00:00:00Z" };
const SERVER: Server = {
  id: "s",
  p2c_vgw_id: "g",
  client_cidr: "10.250.0.0/24",
  local_subnets: ["10.0.1.0/24"],
  client_auth_type: "LOCAL_PASSWORD",
  server_certificate: CERTIFICATE,
  client_ca_certificates: [],
  ssl_options: { protocol: "TCP", port: 443, encryption_algorithm: "AES-128-GCM", is_compressed: false },
  dns_servers: ["10.0.1.53"],
  status: "ACTIVE",
  updated_at: "2026-11-27T09:00:00Z",
};

test("a line of a node is said in words, and one that is not understood as it is", () => {
  const line = { event: "disconnect", user_name: "alice", client_ip: "198.51.100.7", seconds: 433, by: "client" };
  equal(said(JSON.stringify(line)), "alice disconnected from 198.51.100.7 · after 7 min · ended by client");
  equal(said(JSON.stringify({ event: "refused_more", count: 12 })), "12 more were refused in the same minute");
  equal(said("no object"), "no object");
});

test("a new server has a certificate that the service signs, and a client CA where clients show certificates", () => {
  const draft = { ...draftOf(undefined), "client-cidr": "10.250.0.0/24", reachable: "10.0.1.0/24" };
  equal(bodyOf(draft, undefined).vpn_server.server_certificate, { source: "SERVICE_SIGN" });
  equal(bodyOf(draft, undefined).vpn_server.client_ca_certificates, undefined);
  const shown = bodyOf({ ...draft, show: "CERT", authority: "PEM" }, undefined).vpn_server;
  equal(shown.client_ca_certificates, [{ content: "PEM" }]);
});

test("a change of a server leaves its certificate out, and takes name servers away", () => {
  const changed = bodyOf({ ...draftOf(SERVER), dns: "" }, SERVER).vpn_server;
  equal(changed.server_certificate, undefined);
  equal(changed.client_auth_type, undefined);
  equal(changed.dns_servers, []);
});
