import { inCalls, isTold } from "../../main/console/pages/metrics";
import { layout } from "../../main/console/parts/layout";
import { filled, line, scale, summary, ticks } from "../../main/console/parts/plot";
import { equal, isTrue, test } from "./harness";

const ROOM = { width: 120, height: 60, left: 10, right: 10, top: 5, bottom: 5 };

test("a line has a gap where nothing was measured", () => {
  const points = [0, 1, null, 3].map((v, t) => ({ t, v }));
  const path = line(points, scale(ROOM, 0, 3, 10));
  equal(path.match(/M/g)!.length, 2);
  isTrue(!path.includes("NaN"), "no number is missing");
});

test("minutes without a sample are there, and empty", () => {
  const points = filled([{ t: 60_000, v: 7 }], 0, 120_000, 60_000);
  equal(points, [
    { t: 0, v: null },
    { t: 60_000, v: 7 },
    { t: 120_000, v: null },
  ]);
});

test("the axis goes in round steps", () => {
  equal(ticks(43, 4), [0, 20, 40]);
  equal(ticks(1, 4), [0, 0.5, 1]);
});

test("what is missing counts for nothing", () => {
  equal(summary([{ t: 0, v: 5 }, { t: 1, v: null }, { t: 2, v: 9 }, { t: 3, v: 1 }]), {
    least: 1,
    mean: 5,
    most: 9,
    median: 5,
    high: 9,
    missing: 1,
  });
});

test("metrics are asked for by as few calls as answer all of their minutes", () => {
  const sizes = (count: number, minutes: number) =>
    inCalls(Array.from({ length: count }, (_, i) => i), minutes * 60_000).map((some) => some.length);
  equal(sizes(1001, 5), [500, 500, 1]);
  equal(sizes(600, 9.5), [272, 272, 56]);
  equal(sizes(3, 24 * 60), [2, 1]);
  equal(sizes(0, 5), []);
});

test("a chart says that it cannot be read when nothing else is to be seen, or at last", () => {
  isTrue(isTold(503, false, 0), "there is nothing else");
  isTrue(!isTold(503, true, 60_000), "what is known stands");
  isTrue(!isTold(404, false, 60_000), "the service is being updated");
  isTrue(isTold(404, false, 600_000) && isTold(503, true, 600_000), "it lasts");
});

const VPCS = [
  { id: "v2", name: "test" },
  { id: "v1", name: "prod" },
];
const GATEWAYS = [{ id: "g1", name: "one", vpc_id: "v1", eip1: { id: "e1" }, eip2: { id: "e2" } }];
const SITES = [
  { id: "s1", name: "lisbon" },
  { id: "s2", name: "unused" },
];
const CONNECTIONS = [
  { id: "c1", name: "first", vgw_id: "g1", vgw_ip: "e1", cgw_id: "s1" },
  { id: "c2", name: "second", vgw_id: "g1", vgw_ip: "e2", cgw_id: "s1" },
  { id: "c3", name: "of a gateway that is gone", vgw_id: "g9", vgw_ip: "e9", cgw_id: "s1" },
];

test("the picture is the same whatever the order of what it shows", () => {
  const one = layout(VPCS, GATEWAYS, CONNECTIONS, SITES);
  const other = layout([...VPCS].reverse(), GATEWAYS, [...CONNECTIONS].reverse(), [...SITES].reverse());
  equal(one, other);
});

test("nothing in the picture lies on anything else", () => {
  const drawn = layout(VPCS, GATEWAYS, CONNECTIONS, SITES);
  for (const column of [drawn.vpcs, drawn.gateways, drawn.sites]) {
    column.slice(1).forEach(({ box }, i) => {
      const above = column[i]!.box;
      isTrue(box.y >= above.y + above.h, "boxes are apart");
    });
  }
  isTrue(Math.abs(drawn.wires[0]!.y - drawn.wires[1]!.y) >= 24, "labels are apart");
});

test("a connection whose gateway is gone has no wire", () => {
  equal(layout(VPCS, GATEWAYS, CONNECTIONS, SITES).wires.map((wire) => wire.of.id), ["c1", "c2"]);
});

test("five hundred connections fit into the picture", () => {
  const many = Array.from({ length: 500 }, (_, i) => ({
    id: `${i}`,
    name: `${i}`,
    vgw_id: "g1",
    vgw_ip: i % 2 ? "e1" : "e2",
    cgw_id: i % 3 ? "s1" : "s2",
  }));
  const drawn = layout(VPCS, GATEWAYS, many, SITES);
  equal(drawn.wires.length, 500);
  isTrue(drawn.wires.every((wire) => wire.y < drawn.height), "all are inside");
});
