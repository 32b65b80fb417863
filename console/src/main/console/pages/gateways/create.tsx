import { call } from "../../core/api";
import { useDraft } from "../../core/drafts";
import { refresh } from "../../core/live";
import { go } from "../../core/router";
import { useProject } from "../../core/session";
import type { Gateway } from "../../core/types";
import { Summary, useForm } from "../../parts/form";
import { Head } from "../../parts/head";
import { Steps, StepActions, StepTitle, useStep } from "../../parts/steps";
import { toast } from "../../parts/toasts";
import { FIELDS, gatewayBody, NEW } from "./draft";
import { GatewayReview, NetworkInputs, SizeInputs } from "./inputs";

const LIST = "/console/vpn-gateways";
const BASE = `${LIST}/new`;
const TITLES = ["Network", "Size and addresses", "Check and create"];

/** Makes a VPN gateway, in three steps. */
export function NewGateway() {
  const project = useProject();
  const step = useStep(BASE, TITLES.length);
  const { draft, change, forget } = useDraft(BASE, () => NEW);
  const form = useForm(
    FIELDS,
    async () => {
      const made = await call<{ vpn_gateway: Gateway }>("POST", `/v5/${project}/vpn-gateways`, gatewayBody(draft));
      refresh("vpn-gateways", "publicips");
      toast(`VPN gateway ${made.vpn_gateway.name} is being created`);
      forget();
      go(`${LIST}/${made.vpn_gateway.id}`, { replace: true });
    },
    step.to,
  );
  const last = step.now === TITLES.length - 1;
  const submit = (e: Event) => {
    e.preventDefault();
    if (last) void form.send();
    else step.to(step.now + 1);
  };
  return (
    <>
      <Head title="Create a VPN gateway" crumbs={[{ title: "VPN gateways", to: LIST }]} />
      <Steps titles={TITLES} step={step} placed={form.placed} />
      <Summary form={form} what="The gateway was not created." toStep={step.to} />
      <form class="card" noValidate onSubmit={submit}>
        <StepTitle>{TITLES[step.now]!}</StepTitle>
        {step.now === 0 && <NetworkInputs form={form} draft={draft} change={change} />}
        {step.now === 1 && <SizeInputs form={form} draft={draft} change={change} />}
        {last && <GatewayReview draft={draft} />}
        <StepActions step={step} last={last} leave={LIST} busy={form.busy} done="Create gateway" />
      </form>
    </>
  );
}
