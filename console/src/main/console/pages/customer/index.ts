import type { Page } from "../page";
import { NewCustomerGateway } from "./create";
import { CustomerGatewayList } from "./list";
import { CustomerGatewayPage } from "./page";

export const pages: readonly Page[] = [
  {
    path: "/customer-gateways",
    menu: { group: "Site-to-site VPN", title: "Customer gateways", needs: "vpn:customerGateways:list", key: "c" },
    view: CustomerGatewayList,
  },
  { path: "/customer-gateways/new", view: NewCustomerGateway },
  { path: "/customer-gateways/:id", view: CustomerGatewayPage },
];
