import type { Tone } from "../../core/words";
import { statusWord, toneOf } from "../../core/words";
import type { Connection } from "../../core/types";
import { causeOf, isCalm } from "./causes";

/** Red only for faults: a tunnel that is still being negotiated for the first time is on its way. */
export function connectionTone(of: Pick<Connection, "status" | "status_cause">): Tone {
  return of.status === "DOWN" && isCalm(of.status_cause) ? "busy" : toneOf(of.status);
}

/** Its status as a word: one that is down for no reason yet is coming up. */
export function connectionWord(of: Pick<Connection, "status" | "status_cause">): string {
  return of.status === "DOWN" && isCalm(of.status_cause) ? "Coming up" : statusWord(of.status);
}

/** Whether somebody should look at it. */
export function ails(of: Pick<Connection, "status" | "status_cause">): boolean {
  const tone = connectionTone(of);
  return tone === "bad" || of.status === "UNKNOWN";
}

/** Why it is not active, in a few words. */
export function causeText(of: Pick<Connection, "status_cause">): string {
  return of.status_cause && of.status_cause !== "ok" ? causeOf(of.status_cause).says : "";
}

/** The page on which a cause can be mended. */
export function mendAt(of: Connection): string {
  const here = `/console/vpn-connections/${of.id}`;
  switch (of.status_cause) {
    case "no-psk":
    case "psk-mismatch":
      return `${here}/edit?field=psk`;
    case "identity-mismatch":
      return `${here}/edit?field=peer_id`;
    case "peer-unreachable":
      return `${here}/edit?field=site`;
    default:
      return `${here}/diagnosis`;
  }
}
