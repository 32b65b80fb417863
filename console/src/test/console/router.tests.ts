import { match } from "../../main/console/core/router";
import { equal, test } from "./harness";

const PAGES = [
  "/",
  "/gateways",
  "/gateways/:id",
  "/gateways/new",
  "/gateways/:id/:tab",
  "/gateways/new/:step",
  "/:any",
].map((path) => ({ path }));

function found(address: string): unknown {
  const { page, params } = match(PAGES, address) ?? {};
  return page && [page.path, params];
}

test("an address leads to its page, with what varies in it", () => {
  equal(found("/console/gateways"), ["/gateways", {}]);
  equal(found("/console/gateways/17"), ["/gateways/:id", { id: "17" }]);
  equal(found("/console/gateways/17/routes"), ["/gateways/:id/:tab", { id: "17", tab: "routes" }]);
});

test("the first page has its address with and without a slash", () => {
  equal([found("/console"), found("/console/")], [["/", {}], ["/", {}]]);
  equal(found("/console/gateways/"), ["/gateways", {}]);
});

test("a word that is written out goes before one that varies, from the left", () => {
  equal(found("/console/gateways/new"), ["/gateways/new", {}]);
  equal(found("/console/gateways/new/size"), ["/gateways/new/:step", { step: "size" }]);
  equal(found("/console/gateways"), ["/gateways", {}]);
  equal(found("/console/others"), ["/:any", { any: "others" }]);
});

test("what varies is decoded, and nothing fits what cannot be", () => {
  equal(found("/console/gateways/a%2Fb"), ["/gateways/:id", { id: "a/b" }]);
  equal(found("/console/gateways/%E0%A4%A"), undefined);
});

test("an address with more words than any page has none", () => {
  equal(found("/console/gateways/17/routes/3"), undefined);
});
