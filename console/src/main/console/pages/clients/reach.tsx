import { useState } from "preact/hooks";
import { call } from "../../core/api";
import { ChoiceField, TextField } from "../../parts/controls";
import type { FieldOf } from "../../parts/fields";
import { given } from "../../parts/fields";
import { Summary, useForm } from "../../parts/form";
import { Mark } from "../../parts/mark";
import { useServerPath, useUsers } from "./data";
import type { Policy } from "./types";

const FIELDS: readonly FieldOf[] = [
  { key: "reach-user", label: "User", fills: ["user_id"] },
  { key: "reach-address", label: "Address", fills: ["destination"] },
];

interface Verdict {
  readonly allowed: boolean;
  readonly policy_id?: string;
  readonly reason: string;
}

/** Asks the service whether a user reaches an address, and by which policy. */
export function Reach({ server, policies }: { server: string; policies: readonly Policy[] }) {
  const path = useServerPath(server);
  const users = useUsers(server).value?.users ?? [];
  const [user, setUser] = useState("");
  const [address, setAddress] = useState("");
  const [verdict, setVerdict] = useState<Verdict>();
  const form = useForm(FIELDS, async () => {
    setVerdict(undefined);
    const question = { user_id: given(user), destination: given(address) };
    setVerdict(await call<Verdict>("POST", `${path}/access-policies/simulate`, question));
  });
  const submit = (e: Event) => {
    e.preventDefault();
    void form.send();
  };
  const by = policies.find((policy) => policy.id === verdict?.policy_id);
  return (
    <section class="card">
      <h2>Who reaches what</h2>
      <Summary form={form} what="There is no answer." />
      <form noValidate onSubmit={submit}>
        <ChoiceField
          form={form}
          of="reach-user"
          value={user}
          change={setUser}
          none="Choose…"
          options={users.map((one) => [one.id, one.name])}
        />
        <TextField form={form} of="reach-address" value={address} change={setAddress} placeholder="10.1.1.20" />
        <button type="submit" disabled={form.busy}>
          Ask
        </button>
      </form>
      <div role="status">
        {verdict && (
          <p class="verdict">
            <Mark tone={verdict.allowed ? "good" : "idle"} />
            <strong>{verdict.allowed ? "Reached" : "Not reached"}</strong>: {verdict.reason}
            {by && ` (policy ${by.name})`}
          </p>
        )}
      </div>
    </section>
  );
}
