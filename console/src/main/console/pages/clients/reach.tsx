import { useEffect, useState } from "preact/hooks";
import { call } from "../../core/api";
import type { FieldOf } from "../../parts/fields";
import { given } from "../../parts/fields";
import { ChoiceField, TextField } from "../../parts/controls";
import { Summary, useForm } from "../../parts/form";
import { Mark } from "../../parts/mark";
import { useQuery } from "../../parts/query";
import { useServerPath, useUsers } from "./data";
import type { Policy, Server } from "./types";

const FIELDS: readonly FieldOf[] = [
  { key: "reach-user", label: "User", fills: ["user_id"] },
  { key: "reach-address", label: "Address", fills: ["destination"] },
];

interface Verdict {
  readonly allowed: boolean;
  readonly policy_id?: string;
  readonly reason: string;
}

/** Asks the service whether a user reaches an address, and by which policy. The question stands in the address. */
export function Reach({ server, policies }: { server: Server; policies: readonly Policy[] }) {
  const path = useServerPath(server.id);
  const users = useUsers(server.id).value?.users ?? [];
  const [user, setUser] = useQuery("user");
  const [address, setAddress] = useQuery("to");
  const [verdict, setVerdict] = useState<Verdict>();
  const form = useForm(FIELDS, async () => {
    setVerdict(undefined);
    const question = { user_id: given(user), destination: given(address) };
    setVerdict(await call<Verdict>("POST", `${path}/access-policies/simulate`, question));
  });
  useEffect(() => {
    if (user && address) void form.send();
  }, []);
  const submit = (e: Event) => {
    e.preventDefault();
    void form.send();
  };
  // An answer to another question is none.
  const asks = (change: (value: string) => void) => (value: string) => {
    setVerdict(undefined);
    change(value);
  };
  return (
    <section class="card">
      <h2>Who reaches what</h2>
      <Summary form={form} what="There is no answer." />
      <form noValidate onSubmit={submit}>
        <ChoiceField
          form={form}
          of="reach-user"
          value={user}
          change={asks(setUser)}
          none="Choose…"
          options={users.map((one) => [one.id, `${one.name} (${one.user_group_name})`])}
        />
        <TextField
          form={form}
          of="reach-address"
          value={address}
          change={asks(setAddress)}
          placeholder="10.1.1.20"
        />
        <button type="submit" disabled={form.busy}>
          Ask
        </button>
      </form>
      <div role="status">{verdict && <Answer of={verdict} server={server} policies={policies} />}</div>
    </section>
  );
}

function Answer(props: { of: Verdict; server: Server; policies: readonly Policy[] }) {
  const { of } = props;
  const by = props.policies.find((policy) => policy.id === of.policy_id);
  return (
    <p class="verdict">
      <Mark tone={of.allowed ? "good" : "idle"} />
      <span>
        <strong>{of.allowed ? "Reached" : "Not reached"}</strong>: {of.reason}
        {by && (
          <>
            , by policy{" "}
            <a href={`/console/client-gateways/${props.server.p2c_vgw_id}/policies?q=${by.id}`}>{by.name}</a>
          </>
        )}
      </span>
    </p>
  );
}
