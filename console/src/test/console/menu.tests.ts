import { destinationsOf, entriesOf, entryOf, needsOf } from "../../main/console/frame/menu";
import type { Page } from "../../main/console/pages/page";
import { equal, test } from "./harness";

const NOTHING = () => null as never;
const PAGES: readonly Page[] = [
  { path: "/", menu: { group: "", title: "Overview", needs: "", key: "o" }, view: NOTHING },
  { path: "/gateways", menu: { group: "Site", title: "Gateways", needs: "list", key: "v" }, view: NOTHING },
  { path: "/gateways/:id", view: NOTHING },
  { path: "/quotas", menu: { group: "Account", title: "Quotas", needs: "count" }, view: NOTHING },
];

test("the menu shows only what somebody may see", () => {
  equal(entriesOf(PAGES, (action) => action === "list").map(({ to }) => to), ["/console/", "/console/gateways"]);
});

test("the keys lead to what is in the menu", () => {
  equal(destinationsOf(entriesOf(PAGES, () => true)), [
    { key: "o", title: "Overview", to: "/console/" },
    { key: "v", title: "Gateways", to: "/console/gateways" },
  ]);
});

test("the entry of a page is the one that it lies under", () => {
  const entries = entriesOf(PAGES, () => true);
  const titles = ["/console", "/console/", "/console/gateways", "/console/gateways/17", "/console/gatewaysmore"].map(
    (path) => entryOf(entries, path)?.title ?? "none",
  );
  equal(titles, ["Overview", "Overview", "Gateways", "Gateways", "none"]);
});

test("a page needs what its place in the menu needs, and one below it the same", () => {
  equal(PAGES.map((page) => needsOf(PAGES, page)), ["", "list", "list", "count"]);
});
