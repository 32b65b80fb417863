import type { Page } from "./page";

/** All pages; the menu has those that have a place in it, in this order. */
export const pages: readonly Page[] = [];
