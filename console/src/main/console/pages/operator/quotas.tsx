import { useState } from "preact/hooks";
import { call } from "../../core/api";
import { refresh, useLive } from "../../core/live";
import type { Quota } from "../../core/types";
import { TextField } from "../../parts/controls";
import { numeric } from "../../parts/fields";
import { Summary, useForm } from "../../parts/form";
import { Head } from "../../parts/head";
import { Loaded } from "../../parts/loaded";
import { toast } from "../../parts/toasts";
import { quotaWord } from "../quotas";
import { OrderSize } from "./order";

interface Answer {
  readonly quotas: { readonly resources: readonly Quota[] };
}

/** How much a project may have. */
export function ProjectQuotas({ params }: { params: Readonly<Record<string, string>> }) {
  const path = `/admin/v1/projects/${params["id"]}/quotas`;
  return (
    <>
      <Head title="Quotas" crumbs={[{ title: "Projects", to: "/console/operator/projects" }]} />
      <p class="quiet">
        Of project <code>{params["id"]}</code>
      </p>
      <Loaded of={useLive<Answer>(path, "quotas")} what="the quotas">
        {({ quotas }) => <Change path={path} quotas={quotas.resources} />}
      </Loaded>
      <OrderSize project={params["id"]!} />
    </>
  );
}

function Change({ path, quotas }: { path: string; quotas: readonly Quota[] }) {
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const changed = quotas.filter(({ type }) => typed[type] !== undefined);
  const fields = quotas.map((quota) => ({
    key: quota.type,
    label: quotaWord(quota),
    fills: changed.indexOf(quota) < 0 ? [] : [`quotas.resources[${changed.indexOf(quota)}]`],
  }));
  const form = useForm(fields, async () => {
    const resources = changed.map(({ type }) => ({ type, quota: numeric(typed[type] ?? "") ?? "" }));
    await call("PUT", path, { quotas: { resources } });
    setTyped({});
    refresh("quotas");
    toast("The quotas are changed");
  });
  const submit = (e: Event) => {
    e.preventDefault();
    void form.send();
  };
  return (
    <>
      <Summary form={form} what="The quotas were not changed." />
      <form class="card" noValidate onSubmit={submit}>
        {quotas.map((quota) => (
          <TextField
            key={quota.type}
            form={form}
            of={quota.type}
            value={typed[quota.type] ?? quota.quota.toString()}
            change={(to) => setTyped({ ...typed, [quota.type]: to })}
            hint={`${quota.used} in use`}
            numeric
          />
        ))}
        <div class="actions">
          <button type="submit" class="primary" disabled={form.busy || changed.length === 0}>
            {form.busy ? "Changing…" : "Change quotas"}
          </button>
        </div>
      </form>
    </>
  );
}
