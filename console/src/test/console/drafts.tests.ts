import { fitting, keepDraftsOf, kept } from "../../main/console/core/drafts";
import type { Connection } from "../../main/console/core/types";
import { usersOf, violationsOf } from "../../main/console/pages/clients/batch";
import { changed, draftOf, members, NEW, rulesOf } from "../../main/console/pages/connections/draft";
import { gatewayBody, NEW as NEW_GATEWAY, SHARING } from "../../main/console/pages/gateways/draft";
import { Expression, resource } from "../../main/console/pages/terraform";
import { knownBy, matcher, orderOf, orderText, sorted } from "../../main/console/parts/sorting";
import { equal, test } from "./harness";

const CONNECTION: Connection = {
  id: "c",
  name: "lisbon",
  status: "ACTIVE",
  vgw_id: "g",
  vgw_ip: "e",
  cgw_id: "s",
  style: "STATIC",
  peer_subnets: ["192.168.1.0/24"],
  tunnel_local_address: "169.254.1.1/30",
  tunnel_peer_address: "169.254.1.2/30",
  enable_nqa: false,
  policy_rules: [],
  ikepolicy: {
    ike_version: "v2",
    authentication_algorithm: "sha2-256",
    encryption_algorithm: "aes-128",
    dh_group: "group15",
    lifetime_seconds: 86400,
    local_id: "203.0.113.1",
    peer_id: "198.51.100.1",
    dpd: { timeout: 15, interval: 30, msg: "seq-hash-notify" },
  },
  ipsecpolicy: {
    authentication_algorithm: "sha2-256",
    encryption_algorithm: "aes-128",
    pfs: "group15",
    lifetime_seconds: 3600,
  },
  ha_role: "master",
  tags: [],
  created_at: "2026-01-01T00:00:00Z",
  updated_at: "2026-01-01T00:00:00Z",
};

test("a new connection says nothing of what was not chosen", () => {
  equal(members({ ...NEW, networks: "192.168.1.0/24" }), {
    style: "static",
    peer_subnets: ["192.168.1.0/24"],
    enable_nqa: false,
  });
});

test("a change names only what is another than before", () => {
  const before = draftOf(CONNECTION);
  equal(changed(before, before), {});
  equal(changed(before, { ...before, psk: "Abcd_1234", dpd_timeout: "20" }), {
    ikepolicy: { dpd: { timeout: 20 } },
    psk: "Abcd_1234",
  });
});

test("an identity that was emptied follows its end again, and another emptied field is refused", () => {
  const before = draftOf(CONNECTION);
  equal(changed(before, { ...before, peer_id: "", name: "" }), { name: "", ikepolicy: { peer_id: null } });
});

test("of a secret in a draft only is kept that it was typed, until it is typed again", () => {
  const typed = { ...NEW, name: "lisbon", psk: "Abcd_1234" };
  const first = kept(7, typed, ["psk"]);
  equal(JSON.stringify(first).includes("Abcd_1234"), false);
  equal({ ...NEW, ...first.values }, { ...typed, psk: "" });
  equal([first.number, first.lost], [7, ["psk"]]);
  equal(kept(7, NEW, ["psk"], first.lost).lost, ["psk"]);
  equal(kept(7, NEW, ["psk"]).lost, []);
});

test("of a draft of another build is taken what still fits", () => {
  const values = { name: "lisbon", networks: ["10.0.0.0/24"], nqa: true, gone: "x" };
  equal(fitting(values, NEW), { ...NEW, name: "lisbon", nqa: true });
});

test("a browser that keeps nothing, or something else, keeps nobody from the pages", () => {
  const keeps = Storage.prototype.setItem;
  try {
    for (const text of ["null", "{", '{"whose":1,"all":7}', "[]"]) {
      sessionStorage.setItem("causeway.drafts", text);
      keepDraftsOf("somebody");
    }
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
    keepDraftsOf("another");
    equal(sessionStorage.getItem("causeway.drafts"), null);
  } finally {
    Storage.prototype.setItem = keeps;
  }
});

test("a rule is a line with two sides", () => {
  equal(rulesOf("10.0.0.0/24 to 192.168.1.0/24, 192.168.2.0/24\n\n10.0.1.0/24"), [
    { source: "10.0.0.0/24", destination: ["192.168.1.0/24", "192.168.2.0/24"] },
    { source: "10.0.1.0/24", destination: [] },
  ]);
});

test("a table of users may come from a spreadsheet", () => {
  equal(usersOf("alice\tcorrect-horse-9\tstaff\tAlice\nbob1, pass-word-8\n"), [
    { name: "alice", password: "correct-horse-9", user_group_name: "staff", description: "Alice" },
    { name: "bob1", password: "pass-word-8" },
  ]);
  equal(usersOf('"alice" , "a ""word"", 1",,"x, y"'), [
    { name: "alice", password: 'a "word", 1', description: "x, y" },
  ]);
});

test("what is wrong with a user of a table is said at the line", () => {
  const users = usersOf("alice,secret-9\nbob1,x\nalice,secret-9");
  const wrong = violationsOf(users, [
    { name: "bob1", cause: "Password length invalid." },
    { name: "alice", cause: "Duplicate user name." },
  ]);
  equal(wrong.map((one) => one.path), ["users[1]", "users[2]"]);
});

test("Terraform gets blocks for objects, and texts that mean themselves", () => {
  const text = resource("thing", "main", { name: "a${b}", key: new Expression("var.key"), inner: { size: 3 } });
  equal(text, 'resource "thing" "main" {\n  name = "a$${b}"\n  key = var.key\n  inner {\n    size = 3\n  }\n}\n');
});

test("rows are sorted by their numbers, and equal ones stay as they are", () => {
  const rows = ["b10", "b9", "a", "B9"];
  equal(sorted(rows, (row) => row, false), ["a", "b9", "B9", "b10"]);
  equal(sorted([3, 10, 2], (row) => row, true), [10, 3, 2]);
});

test("the order stands in the address", () => {
  equal([orderOf("-name"), orderText({ column: "name", down: true })], [{ column: "name", down: true }, "-name"]);
});

test("each word that is typed has to be somewhere in the row", () => {
  const lisbon = knownBy(["Lisbon", undefined, "down", "192.168.1.0/24", "env=ab"]);
  const fits = (typed: string) => matcher(typed)(lisbon);
  equal([fits("Down lis"), fits("lisbon up"), fits("")], [true, false, true]);
  equal([fits("env=a"), fits('"env=a"'), fits('"env=ab" "down"')], [true, false, true]);
  // While it is being typed.
  equal(['"', '"env', '"env=a'].map((typed) => fits(typed)), [true, true, true]);
});

test("a gateway takes an address that is there, a new one, or a new one in a shared bandwidth", () => {
  const eips = (eip1: string, eip2: string) => {
    const { vpn_gateway } = gatewayBody({ ...NEW_GATEWAY, eip1, eip2 });
    return [vpn_gateway.eip1, vpn_gateway.eip2];
  };
  equal(eips("e", `${SHARING}b`), [{ id: "e" }, { type: "5_bgp", bandwidth_id: "b" }]);
  equal(eips("", "e")[0], { type: "5_bgp", charge_mode: "traffic", bandwidth_size: 100 });
});
