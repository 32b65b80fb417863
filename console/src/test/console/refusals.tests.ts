import { refusalOf } from "../../main/console/core/api";
import { equal, test } from "./harness";

test("a refusal has the service's words, its code and the request's id", () => {
  const body = '{"error_code":"VPN.0003","error_msg":"it is in use","request_id":"0a"}';
  const { status, code, message, requestId, violations } = refusalOf(409, body, "header");
  equal([status, code, message, requestId, violations], [409, "VPN.0003", "it is in use", "0a", []]);
});

test("a refusal names each part that is wrong, whatever its text holds", () => {
  const violations = [
    { path: "peer_subnets[1]", message: "is 10.0.0.0/33; it must be a network" },
    { path: "", message: "there are too many", code: "VPN.0042" },
  ];
  const body = JSON.stringify({ error_code: "VPN.0001", error_msg: "invalid request: …", violations });
  equal(refusalOf(400, body, "").violations, violations);
});

test("an error in the identity's form is read", () => {
  const body = '{"error":{"code":401,"message":"wrong password","title":"Unauthorized"}}';
  equal(refusalOf(401, body, "").message, "wrong password");
});

test("what something between answers is told by its status, with the id of the header", () => {
  for (const text of ["<html>Bad Gateway</html>", "", "null", "3"]) {
    const { code, message, requestId } = refusalOf(502, text, "id");
    equal([code, message, requestId], ["", "The answer 502 came without a reason.", "id"]);
  }
});
