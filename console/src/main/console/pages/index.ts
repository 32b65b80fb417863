import { pages as account } from "./account";
import { pages as clients } from "./clients";
import { pages as connections } from "./connections";
import { pages as customerGateways } from "./customer";
import { pages as gateways } from "./gateways";
import { pages as network } from "./network";
import { pages as operator } from "./operator";
import { pages as overview } from "./overview";
import type { Page } from "./page";

/** All pages; the menu has those that have a place in it, in this order. */
export const pages: readonly Page[] = [
  ...overview,
  ...gateways,
  ...customerGateways,
  ...connections,
  ...clients,
  ...network,
  ...account,
  ...operator,
];
