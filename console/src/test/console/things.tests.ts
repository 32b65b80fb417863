import { ApiError } from "../../main/console/core/api";
import { match } from "../../main/console/core/router";
import { keyOf } from "../../main/console/frame/shell";
import type { Page } from "../../main/console/pages/page";
import { usesOf } from "../../main/console/pages/account/tags";
import { isHidden, unlessHidden } from "../../main/console/pages/data";
import { TAG_FIELDS } from "../../main/console/pages/tags";
import { place, saidAt } from "../../main/console/parts/fields";
import { equal, test } from "./harness";

const PAGES: readonly Page[] = ["/gateways/:id/:tab", "/gateways/:id/groups/:group"].map((path) => ({
  path,
  view: () => null as never,
}));

const keyAt = (path: string) => keyOf(match(PAGES, `/console${path}`)!);

test("each thing has a page of its own, which its tabs share", () => {
  equal(keyAt("/gateways/1/routes"), keyAt("/gateways/1/tags"));
  const keys = ["/gateways/1/routes", "/gateways/2/routes", "/gateways/1/groups/a", "/gateways/1/groups/b"].map(keyAt);
  equal(new Set(keys).size, 4);
});

test("what is wrong with a tag is said at its key or its value, and of too many at the key", () => {
  const violations = ["tags[0].key", "tags[0].value", "tags"].map((path) => ({ path, message: `${path} is wrong` }));
  const placed = place(violations, TAG_FIELDS);
  equal(saidAt(placed, "tag-key"), ["tags[0].key is wrong", "tags is wrong"]);
  equal(saidAt(placed, "tag-value"), ["tags[0].value is wrong"]);
});

test("each tag is counted in each list whose things carry it", () => {
  const a = { key: "env", value: "a" }, ab = { key: "env", value: "ab" }, bare = { key: "env=a", value: "" };
  const gateways = (count: number) => ({ list: "vpn-gateways", one: "gateway", count });
  const connections = { list: "vpn-connections", one: "connection", count: 1 };
  equal(
    usesOf([
      ["vpn-gateways", "gateway", [[a, bare], [a], []]],
      ["vpn-connections", "connection", [[ab], [bare]]],
    ]),
    [
      { ...a, uses: [gateways(2)] },
      { ...bare, uses: [gateways(1), connections] },
      { ...ab, uses: [connections] },
    ],
  );
});

test("a list that the caller may not see stands aside, and one that fails does not", () => {
  const refused = (status: number) => ({ value: undefined, error: new ApiError(status, "", "no"), at: 0 });
  equal(unlessHidden<readonly string[]>(refused(403), []).value, []);
  equal([403, 500, 0].map((status) => isHidden(refused(status))), [true, false, false]);
  equal(unlessHidden<readonly string[]>(refused(500), []).value, undefined);
});
