import { useState } from "preact/hooks";
import { call } from "../../core/api";
import { refresh, useLive } from "../../core/live";
import { go } from "../../core/router";
import type { Option } from "../../parts/controls";
import { Summary, useForm } from "../../parts/form";
import { Head } from "../../parts/head";
import { Inputs } from "../../parts/inputs";
import { Loaded } from "../../parts/loaded";
import { toast } from "../../parts/toasts";
import { useClientGateway, useGatewayPath, useServers } from "./data";
import { bodyOf, draftOf, inputsOf } from "./serverdraft";
import type { Server } from "./types";

const LIST = "/console/client-gateways";

/** The page on which a gateway gets its server, or on which that is changed. */
export function ServerFormPage({ params }: { params: Readonly<Record<string, string>> }) {
  const id = params["id"]!;
  const servers = useServers(id);
  const gateway = useClientGateway(id).value?.p2c_vpn_gateway;
  const crumbs = [
    { title: "Client gateways", to: LIST },
    { title: gateway?.name ?? "Client gateway", to: `${LIST}/${id}/server` },
  ];
  const exists = servers.value?.vpn_servers.length === 1;
  return (
    <>
      <Head title={exists ? "Change the server" : "Create a server"} crumbs={crumbs} />
      <Loaded of={servers} what="the server">
        {({ vpn_servers: [server] }) => <ServerForm key={server?.id ?? ""} gateway={id} before={server} />}
      </Loaded>
    </>
  );
}

interface Held {
  readonly certificates: readonly { readonly id: string; readonly name: string; readonly domain: string }[];
}

function ServerForm(props: { gateway: string; before: Server | undefined }) {
  // What somebody types is not replaced by what others change meanwhile.
  const [before] = useState(props.before);
  const [draft, setDraft] = useState(() => draftOf(before));
  const path = useGatewayPath();
  const page = `${LIST}/${props.gateway}/server`;
  const held = useLive<Held>("/v3/scm/certificates?limit=1000", "certificates").value?.certificates ?? [];
  const options = held.map((one): Option => [one.id, `${one.name} (${one.domain})`]);
  const inputs = inputsOf(draft, before, options);
  const form = useForm(inputs, async () => {
    if (before) await call("PUT", `${path}/vpn-servers/${before.id}`, bodyOf(draft, before));
    else await call("POST", `${path}/${props.gateway}/vpn-servers`, bodyOf(draft, before));
    refresh("vpn-servers", "p2c-vpn-gateways");
    toast(before ? "The server is being changed" : "The server is being created");
    go(page);
  });
  const submit = (e: Event) => {
    e.preventDefault();
    void form.send();
  };
  return (
    <>
      <Summary form={form} what={before ? "The server was not changed." : "The server was not created."} />
      <form class="card" noValidate onSubmit={submit}>
        {before && (
          <p class="note">
            Another network for clients, port, encryption or certificate sends clients away; they come back by
            themselves.
          </p>
        )}
        <Inputs form={form} of={inputs} draft={draft} change={(to) => setDraft((old) => ({ ...old, ...to }))} />
        <div class="actions">
          <a class="button" href={page}>
            Cancel
          </a>
          <button type="submit" class="primary" disabled={form.busy}>
            {form.busy ? "Working…" : before ? "Change server" : "Create server"}
          </button>
        </div>
      </form>
    </>
  );
}
