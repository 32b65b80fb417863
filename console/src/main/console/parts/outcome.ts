import type { ApiError } from "../core/api";
import { refresh } from "../core/live";

const UNKNOWN = "It is not known whether this was done: look before you try again.";

/** What something between answers when it heard nothing from the service in time, or nothing that it understood. */
const BETWEEN: readonly number[] = [502, 504];

/** The lists that parts of pages follow. */
const LISTS = (
  "vpn-gateways p2c-vpn-gateways customer-gateways vpcs subnets publicips bandwidths vpn-connections " +
  "connection-monitors vpn-servers client-cas vpn-users vpn-user-groups access-policies sessions certificates " +
  "quotas tags hosts projects"
).split(" ");

/** Whether a change may have been done although it failed: nobody said what became of it. */
export function isUnknown(error: ApiError): boolean {
  return error.silent || (error.code === "" && BETWEEN.includes(error.status));
}

/**
 * What became of a change that failed.
 *
 * @param what is said if it was refused, such as "The gateway was not created."
 */
export function outcome(error: ApiError, what: string): string {
  return isUnknown(error) ? UNKNOWN : what;
}

/** Reads at once everything that is shown, if a change may have been done: also what follows no list. */
export function lookAgain(error: ApiError): void {
  if (isUnknown(error)) refresh(...LISTS, "");
}
