import { Head } from "../../parts/head";
import { Loaded } from "../../parts/loaded";
import type { Column } from "../../parts/table";
import { Table } from "../../parts/table";
import type { Quota } from "../../core/types";
import { quotaWord, useQuotas } from "../quotas";

/** How much of what a project may have, and has. */
export function QuotaPage() {
  return (
    <>
      <Head title="Quotas" />
      <Loaded of={useQuotas()} what="the quotas">
        {(quotas) => (
          <Table
            name="Quotas"
            rows={quotas}
            id={(quota) => quota.type}
            columns={COLUMNS}
            words={(quota) => [quota.type, quotaWord(quota)]}
          />
        )}
      </Loaded>
    </>
  );
}

const COLUMNS: readonly Column<Quota>[] = [
  { key: "name", title: "Of what", cell: quotaWord, by: quotaWord },
  {
    key: "used",
    title: "Used",
    cell: (quota) => (
      <meter
        min={0}
        max={Math.max(1, quota.quota)}
        high={quota.quota * 0.8}
        value={quota.used}
        aria-label={`Used of ${quotaWord(quota)}`}
      />
    ),
    by: (quota) => quota.used / Math.max(1, quota.quota),
  },
  {
    key: "numbers",
    title: "Used and allowed",
    cell: (quota) => `${quota.used} of ${quota.quota < 0 ? "any number" : quota.quota}`,
    numeric: true,
    narrow: "corner",
  },
];
