import { ApiError } from "../../main/console/core/api";
import { isUnknown, outcome } from "../../main/console/parts/outcome";
import { equal, test } from "./harness";

const WHAT = "The VPC was not created.";

test("what was refused is said not to be done", () => {
  const refusals = [[400, "VPN.0001"], [401, ""], [409, "VPN.0003"], [503, "VPN.0030"], [504, "VPN.0001"]] as const;
  for (const [status, code] of refusals) {
    equal(outcome(new ApiError(status, code, "it is in use"), WHAT), WHAT);
  }
});

test("of what nobody answered it is not said that it was not done", () => {
  for (const status of [0, 502, 504]) {
    const error = new ApiError(status, "", "The service does not answer.");
    equal(isUnknown(error), true);
    equal(outcome(error, WHAT), "It is not known whether this was done: look before you try again.");
  }
});
