import type { Page } from "../page";
import { NewClientGateway } from "./create";
import { ClientGatewayList } from "./list";
import { ClientGatewayPage } from "./page";
import { ServerFormPage } from "./serverform";

export const pages: readonly Page[] = [
  {
    path: "/client-gateways",
    menu: { group: "Client VPN", title: "Client gateways", needs: "vpn:p2cVpnGateway:list", key: "l" },
    view: ClientGatewayList,
  },
  { path: "/client-gateways/new", view: NewClientGateway },
  { path: "/client-gateways/:id", view: ClientGatewayPage },
  { path: "/client-gateways/:id/:tab", view: ClientGatewayPage },
  { path: "/client-gateways/:id/server/edit", view: ServerFormPage },
  { path: "/client-gateways/:id/groups/:group", view: ClientGatewayPage },
];
