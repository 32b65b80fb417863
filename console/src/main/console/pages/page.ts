import type { JSX } from "preact";

/** A place in the menu. */
export interface Place {
  readonly group: string;
  readonly title: string;
  /** The action that a caller must be allowed to see it, such as `vpn:vpnGateways:list`. */
  readonly needs: string;
  /** The letter that leads there after `g`. */
  readonly key?: string;
}

/** What stands at an address below `/console`; `:name` in it is a part that varies. */
export interface Page {
  readonly path: string;
  readonly menu?: Place;
  readonly view: (props: { params: Readonly<Record<string, string>> }) => JSX.Element;
}
