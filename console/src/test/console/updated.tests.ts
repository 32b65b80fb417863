import { isUpdated } from "../../main/console/frame/updated";
import { equal, test } from "./harness";

const HOUR = 3_600_000;

test("a page is old when the service has had other ones two times", () => {
  equal(isUpdated(["b", "b"], "a", HOUR), true);
  equal(isUpdated(["b", "c"], "a", HOUR), true);
  equal(isUpdated(["a", "a"], "a", HOUR), false);
});

test("a page is not old while old and new ones are had by turns", () => {
  equal(isUpdated(["a", "b"], "a", HOUR), false);
  equal(isUpdated(["b", "a"], "a", HOUR), false);
});

test("a page that was just loaded is not old, whichever of the controllers it is of", () => {
  equal(isUpdated(["b", "b"], "a", 60_000), false);
  equal(isUpdated(["a", "a"], "b", 60_000), false);
});
