import type { Page } from "../page";
import { Overview } from "./page";

export const pages: readonly Page[] = [
  {
    path: "/",
    menu: { group: "", title: "Overview", needs: "vpn:vpnGateways:list", key: "o" },
    view: Overview,
  },
];
