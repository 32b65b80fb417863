import { pages as connections } from "./connections";
import { pages as customerGateways } from "./customer";
import { pages as gateways } from "./gateways";
import { pages as overview } from "./overview";
import type { Page } from "./page";

/** All pages; the menu has those that have a place in it, in this order. */
export const pages: readonly Page[] = [...overview, ...gateways, ...customerGateways, ...connections];
