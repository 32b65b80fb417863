import { useState } from "preact/hooks";
import { call } from "../../core/api";
import { refresh } from "../../core/live";
import { go } from "../../core/router";
import { useProject } from "../../core/session";
import type { CustomerGateway } from "../../core/types";
import { TextField } from "../../parts/controls";
import type { FieldOf } from "../../parts/fields";
import { given, numeric } from "../../parts/fields";
import { Summary, useForm } from "../../parts/form";
import { Head } from "../../parts/head";
import { toast } from "../../parts/toasts";

const LIST = "/console/customer-gateways";
const FIELDS: readonly FieldOf[] = [
  { key: "name", label: "Name", fills: ["customer_gateway.name"] },
  { key: "address", label: "Address of the device", fills: ["customer_gateway.id_value"] },
  { key: "asn", label: "AS number", fills: ["customer_gateway.bgp_asn"] },
];

export function NewCustomerGateway() {
  const project = useProject();
  const [name, setName] = useState("");
  const [address, setAddress] = useState("");
  const [asn, setAsn] = useState("");
  const form = useForm(FIELDS, async () => {
    const body = {
      customer_gateway: { name: given(name), id_type: "ip", id_value: given(address), bgp_asn: numeric(asn) },
    };
    const made = await call<{ customer_gateway: CustomerGateway }>("POST", `/v5/${project}/customer-gateways`, body);
    refresh("customer-gateways");
    toast(`Customer gateway ${made.customer_gateway.name} is created`);
    go(`${LIST}/${made.customer_gateway.id}`);
  });
  const submit = (e: Event) => {
    e.preventDefault();
    void form.send();
  };
  return (
    <>
      <Head title="Create a customer gateway" crumbs={[{ title: "Customer gateways", to: LIST }]} />
      <Summary form={form} what="The customer gateway was not created." />
      <form class="card" noValidate onSubmit={submit}>
        <TextField
          form={form}
          of="name"
          value={name}
          change={setName}
          hint="1 to 64 letters, digits, underscores, hyphens and periods; chosen by the service if it is empty"
        />
        <TextField
          form={form}
          of="address"
          value={address}
          change={setAddress}
          hint="The public IPv4 address from which the device negotiates"
        />
        <TextField form={form} of="asn" value={asn} change={setAsn} numeric hint="Only for connections of style bgp" />
        <div class="actions">
          <a class="button" href={LIST}>
            Cancel
          </a>
          <button type="submit" class="primary" disabled={form.busy}>
            {form.busy ? "Creating…" : "Create customer gateway"}
          </button>
        </div>
      </form>
    </>
  );
}
