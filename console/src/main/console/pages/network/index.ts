import type { Page } from "../page";
import { AddressList } from "./addresses";
import { BandwidthList } from "./bandwidths";
import { VpcPage } from "./vpc";
import { VpcList } from "./vpcs";

const GROUP = "Network";

export const pages: readonly Page[] = [
  {
    path: "/vpcs",
    menu: { group: GROUP, title: "VPCs", needs: "vpc:vpcs:list", key: "p" },
    view: VpcList,
  },
  { path: "/vpcs/:id", view: VpcPage },
  {
    path: "/addresses",
    menu: { group: GROUP, title: "Public addresses", needs: "eip:publicIps:list", key: "a" },
    view: AddressList,
  },
  {
    path: "/bandwidths",
    menu: { group: GROUP, title: "Bandwidths", needs: "eip:bandwidths:list", key: "b" },
    view: BandwidthList,
  },
];
