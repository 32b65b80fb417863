import type { Page } from "../page";
import { NewConnection } from "./create";
import { EditConnection } from "./edit";
import { ConnectionList } from "./list";
import { ConnectionPage } from "./page";

export const pages: readonly Page[] = [
  {
    path: "/vpn-connections",
    menu: { group: "Site-to-site VPN", title: "Connections", needs: "vpn:vpnConnections:list", key: "n" },
    view: ConnectionList,
  },
  { path: "/vpn-connections/new", view: NewConnection },
  { path: "/vpn-connections/:id", view: ConnectionPage },
  { path: "/vpn-connections/:id/edit", view: EditConnection },
  { path: "/vpn-connections/:id/:tab", view: ConnectionPage },
];
