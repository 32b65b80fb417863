import type { FieldOf } from "../../main/console/parts/fields";
import { entries, firstStep, given, numeric, place, saidAt } from "../../main/console/parts/fields";
import { equal, test } from "./harness";

const FIELDS: readonly FieldOf[] = [
  { key: "name", label: "Name", fills: ["thing.name"], step: 0 },
  { key: "networks", label: "Networks", fills: ["thing.networks"], step: 1 },
  { key: "eip", label: "Address", fills: ["thing.eip1", "thing.eip2"], step: 2 },
  { key: "size", label: "Size", fills: ["thing.eip1.size", "thing.eip2.size"], step: 2 },
];

const violation = (path: string, message = "is wrong") => ({ path, message });

test("a violation belongs to the field that names it most closely", () => {
  const placed = place([violation("thing.eip2.size"), violation("thing.eip2.type")], FIELDS);
  equal(placed.map((one) => one.field?.key), ["size", "eip"]);
});

test("a name that only begins like a field's is another one", () => {
  equal(place([violation("thing.names")], FIELDS)[0]!.field, undefined);
});

test("entries of a list are counted from 1, as people count", () => {
  const placed = place([violation("thing.networks[2]", "is no network")], FIELDS);
  equal(placed[0]!.number, 3);
  equal(saidAt(placed, "networks"), ["number 3 is no network"]);
});

test("what is said twice of one field is said once", () => {
  const placed = place([violation("thing.eip1.size"), violation("thing.eip2.size")], FIELDS);
  equal(saidAt(placed, "size"), ["is wrong"]);
});

test("a refusal leads to the first step with something wrong in it", () => {
  equal(firstStep(place([violation("thing.eip1"), violation("thing.networks")], FIELDS)), 1);
  equal(firstStep(place([violation("")], FIELDS)), undefined);
});

test("what is empty is left out, and what is no number goes as it was typed", () => {
  equal([given("  "), given(" a "), numeric(""), numeric("12"), numeric("1x")], [undefined, "a", undefined, 12, "1x"]);
});

test("entries are separated by whatever people put between them", () => {
  equal(entries(" 10.0.0.0/8,10.1.0.0/16;\n10.2.0.0/16 "), ["10.0.0.0/8", "10.1.0.0/16", "10.2.0.0/16"]);
});
