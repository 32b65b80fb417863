import type { Page } from "../page";
import { NewGateway } from "./create";
import { GatewayList } from "./list";
import { GatewayPage } from "./page";

export const pages: readonly Page[] = [
  {
    path: "/vpn-gateways",
    menu: { group: "Site-to-site VPN", title: "VPN gateways", needs: "vpn:vpnGateways:list", key: "v" },
    view: GatewayList,
  },
  { path: "/vpn-gateways/new", view: NewGateway },
  { path: "/vpn-gateways/:id", view: GatewayPage },
  { path: "/vpn-gateways/:id/:tab", view: GatewayPage },
];
