import { useEffect } from "preact/hooks";
import { call } from "../../core/api";
import { useDraft } from "../../core/drafts";
import { refresh } from "../../core/live";
import { go, goBack } from "../../core/router";
import { useProject } from "../../core/session";
import type { Connection, CustomerGateway } from "../../core/types";
import { Check } from "../../parts/controls";
import { focusSoon, Summary, useForm } from "../../parts/form";
import { Head } from "../../parts/head";
import { Steps, StepActions, StepTitle, useStep } from "../../parts/steps";
import { toast } from "../../parts/toasts";
import { FIELDS, members, NEW } from "./draft";
import { ANOTHER, EndInputs, NO_SITE, SITE_FIELDS, siteBody } from "./ends";
import { KeyInput, NetworkInputs, PolicyInputs } from "./inputs";
import { LIST } from "./page";
import { Review } from "./review";

const BASE = `${LIST}/new`;
const TITLES = ["Ends", "Networks", "Key and policies", "Check and create"];
const KEY_STEP = 2;
const ALL_FIELDS = [...FIELDS, ...SITE_FIELDS];

/** What was chosen on the page that led here, if it named something. */
function begun() {
  const query = new URLSearchParams(location.search);
  return { ...NEW, ...NO_SITE, gateway: query.get("gateway") ?? "", site: query.get("site") ?? "" };
}

/** Makes a connection, and its customer gateway if that is new. Ends on the values that a device needs. */
export function NewConnection() {
  const project = useProject();
  const step = useStep(BASE, TITLES.length);
  const { draft, change, lost, forget } = useDraft(BASE, begun, "psk");
  const form = useForm(
    ALL_FIELDS,
    async () => {
      const id = draft.site === ANOTHER ? await createSite() : draft.site;
      const body = { vpn_connection: members({ ...draft, site: id }) };
      const made = await call<{ vpn_connection: Connection }>("POST", `/v5/${project}/vpn-connection`, body);
      refresh("vpn-connections");
      toast(`Connection ${made.vpn_connection.name} is being created`);
      forget();
      go(`${LIST}/${made.vpn_connection.id}/device`, { replace: true });
    },
    step.to,
    lost,
  );
  const createSite = async () => {
    const path = `/v5/${project}/customer-gateways`;
    const made = await call<{ customer_gateway: CustomerGateway }>("POST", path, siteBody(draft));
    refresh("customer-gateways");
    toast(`Customer gateway ${made.customer_gateway.name} is created`);
    // It is there now, whatever becomes of the connection.
    change({ site: made.customer_gateway.id });
    return made.customer_gateway.id;
  };
  const last = step.now === TITLES.length - 1;
  useEffect(() => {
    if (lost.length === 0 || step.now < KEY_STEP) return;
    addEventListener("popstate", () => focusSoon("psk"), { once: true });
    goBack(step.address(KEY_STEP));
  }, []);
  const inputs = { form, draft, change, exists: false };
  const submit = (e: Event) => {
    e.preventDefault();
    if (last) void form.send();
    else step.to(step.now + 1);
  };
  return (
    <>
      <Head title="Create a connection" crumbs={[{ title: "Connections", to: LIST }]} />
      <Steps titles={TITLES} step={step} placed={form.placed} />
      <Summary form={form} what="The connection was not created." toStep={step.to} />
      <form class="card" noValidate onSubmit={submit}>
        <StepTitle>{TITLES[step.now]!}</StepTitle>
        {step.now === 0 && <EndInputs {...inputs} site={draft} changeSite={change} />}
        {step.now === 1 && <NetworkInputs {...inputs} />}
        {step.now === KEY_STEP && (
          <>
            <KeyInput {...inputs} />
            <Check id="watched" on={draft.watched} change={(watched) => change({ watched })}>
              Watch the way to the customer gateway with echoes, outside of the tunnel
            </Check>
            <details open={form.placed.some((one) => one.field?.step === KEY_STEP && one.field.key !== "psk")}>
              <summary>Policies</summary>
              <PolicyInputs {...inputs} />
            </details>
          </>
        )}
        {last && <Review draft={draft} site={draft} />}
        <StepActions step={step} last={last} leave={LIST} busy={form.busy} done="Create connection" />
      </form>
    </>
  );
}
