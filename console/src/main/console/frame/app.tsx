import { useEffect, useMemo } from "preact/hooks";
import { BASE, followLinks, usePath } from "../core/router";
import type { Page } from "../pages/page";
import { Operator } from "./operator";
import { Tenant } from "./tenant";

const OPERATOR = "/operator";

/** Whether an address, or the pattern of one, is of the pages that are for the operator. */
function isOperators(path: string): boolean {
  return path === OPERATOR || path.startsWith(`${OPERATOR}/`);
}

export function App({ pages }: { pages: readonly Page[] }) {
  const path = usePath();
  useEffect(followLinks, []);
  const [operators, tenants] = useMemo(
    () => [pages.filter((page) => isOperators(page.path)), pages.filter((page) => !isOperators(page.path))],
    [pages],
  );
  return isOperators(path.slice(BASE.length)) ? <Operator pages={operators} /> : <Tenant pages={tenants} />;
}
