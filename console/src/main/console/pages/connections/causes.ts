/** What a code of the diagnosis says to somebody who has to mend it. */
export interface Cause {
  readonly says: string;
  readonly help: string;
}

const CAUSES: Record<string, Cause> = {
  ok: { says: "Traffic passes", help: "Nothing has to be done." },
  applying: {
    says: "Being applied, or just begun",
    help: "The settings are on their way to the host, or what was begun has not failed yet. Wait a moment.",
  },
  "cannot-be-applied": {
    says: "The host cannot hold these settings",
    help: "Whoever runs the hosts is told why. Until then the tunnel cannot be made.",
  },
  "host-silent": {
    says: "The gateway's host is silent",
    help: "It has said nothing for a minute and a half. The tunnel may still carry traffic; nobody can tell.",
  },
  "daemon-failed": {
    says: "A daemon of the gateway failed",
    help: "It does not run, does not answer, or could not install what was negotiated. It is started anew by itself.",
  },
  "no-psk": { says: "No pre-shared key yet", help: "Set the key that the device has." },
  "psk-mismatch": {
    says: "The peer has another pre-shared key",
    help: "Set the same key here and on the device.",
  },
  "identity-mismatch": {
    says: "The peer calls itself otherwise",
    help: "Set the peer's identity here to what the device sends, or the device's to what is expected here.",
  },
  "refused-by-peer": {
    says: "The peer does not accept who we are",
    help: "The device alone knows why: most often another pre-shared key, or another identity. Look into its log.",
  },
  "ike-proposal-mismatch": {
    says: "No IKE algorithms in common",
    help: "Set the IKE policy here to what the device offers, or the device's to what is offered here.",
  },
  "esp-proposal-mismatch": {
    says: "No IPsec algorithms in common",
    help: "Set the IPsec policy here to what the device offers, or the device's to what is offered here.",
  },
  "traffic-selector-mismatch": {
    says: "The ends want to carry different networks",
    help: "The networks here and those of the device have to be the same, with the sides exchanged.",
  },
  "peer-silent": {
    says: "The peer does not answer",
    help: "Is the device on, is its address right, and does a firewall let UDP 500 and 4500 pass?",
  },
  "port-4500-blocked": {
    says: "UDP port 4500 does not pass",
    help:
      "The peer answers at port 500 and not at port 4500, where what follows goes: most often a firewall in between. " +
      "With IKEv1 it may also be another pre-shared key.",
  },
  "peer-unreachable": {
    says: "No way leads to the peer's address",
    help: "A router says that it cannot reach the address. Is the customer gateway's address right?",
  },
  "deleted-by-peer": {
    says: "The peer has ended the tunnel",
    help: "Look into the device's log, or reset the connection to begin anew.",
  },
  "partly-negotiated": {
    says: "Some pairs of networks are not carried",
    help: "The device has granted less than is wanted here. The pairs without traffic are those that it lacks.",
  },
  "ike-unstable": {
    says: "The tunnel ends soon after it is made, again and again",
    help: "Most often two ends with different lifetimes or ideas of who begins. Look into the logs of both.",
  },
  "nqa-failed": {
    says: "The other end of the tunnel answers no echo",
    help: "The device has to answer echo requests at its address in the tunnel.",
  },
  "bgp-no-answer": {
    says: "Nobody speaks BGP at the other end",
    help: "The device has to have the peer's address in the tunnel and a BGP neighbour for the gateway's.",
  },
  "bgp-asn-mismatch": {
    says: "Another AS number than expected",
    help: "The AS number of the customer gateway here and that of the device have to be the same.",
  },
  "bgp-hold-expired": {
    says: "The peer was silent in its BGP session",
    help: "The tunnel or the device loses BGP's messages. The monitor and the device's log may tell more.",
  },
  "bfd-down": { says: "BFD lost the peer", help: "The way through the tunnel is gone or loses much." },
  "bgp-route-limit": {
    says: "The peer announces too many routes",
    help: "Have the device announce fewer, by joining networks together.",
  },
  "bgp-nothing-accepted": {
    says: "No announced route may be used",
    help: "The device announces nothing, or only networks that are not among the connection's peer networks.",
  },
};

/** In words; a code that is not known here is told as it is. */
export function causeOf(code: string): Cause {
  return CAUSES[code] ?? { says: code, help: "" };
}

/** Codes of which nothing is wrong yet. */
export function isCalm(code: string | undefined): boolean {
  return code === "ok" || code === "applying";
}
