import type { Page } from "../page";
import { Account } from "./page";
import { QuotaPage } from "./quotas";
import { TagPage } from "./tags";

const GROUP = "Account";

export const pages: readonly Page[] = [
  {
    path: "/quotas",
    menu: { group: GROUP, title: "Quotas", needs: "vpn:quota:list", key: "q" },
    view: QuotaPage,
  },
  {
    path: "/tags",
    menu: { group: GROUP, title: "Tags", needs: "vpn:resourceTypeTags:list", key: "t" },
    view: TagPage,
  },
  {
    path: "/account",
    menu: { group: GROUP, title: "Account", needs: "iam:projects:list", key: "m" },
    view: Account,
  },
];
