import { useState } from "preact/hooks";
import { ApiError, call } from "../../core/api";
import { refresh } from "../../core/live";
import { many } from "../../core/words";
import { Ask } from "../../parts/ask";
import { ChoiceField, ListField, TextField } from "../../parts/controls";
import type { FieldOf } from "../../parts/fields";
import { given } from "../../parts/fields";
import { toast } from "../../parts/toasts";
import { useGroups, useServerPath } from "./data";
import type { User } from "./types";

const PASSWORD_HINT = "8 to 32 characters of at least two kinds: letters, capitals, digits, special characters";

const FIELDS: readonly FieldOf[] = [
  { key: "user-name", label: "Name", fills: ["user.name"] },
  { key: "user-password", label: "Password", fills: ["user.password"] },
  { key: "user-group", label: "Group", fills: ["user.user_group_id"] },
  { key: "user-description", label: "Description", fills: ["user.description"] },
  { key: "user-address", label: "Own address", fills: ["user.static_ip"] },
];

const NEW = { name: "", password: "", group: "", description: "", address: "" };

export function NewUser({ server, onClose }: { server: string; onClose: () => void }) {
  const path = useServerPath(server);
  const groups = useGroups(server).value?.user_groups ?? [];
  const [draft, setDraft] = useState(NEW);
  const change = (to: Partial<typeof NEW>) => setDraft((old) => ({ ...old, ...to }));
  const sends = async () => {
    const user = {
      name: given(draft.name),
      password: draft.password || undefined,
      user_group_id: given(draft.group),
      description: given(draft.description),
      static_ip: given(draft.address),
    };
    await call("POST", `${path}/users`, { user });
    refresh("vpn-users");
    toast(`User ${draft.name} is created`);
  };
  return (
    <Ask
      title="Create a user"
      yes="Create user"
      what="The user was not created."
      fields={FIELDS}
      sends={sends}
      onClose={onClose}
    >
      {(form) => (
        <>
          <TextField
            form={form}
            of="user-name"
            value={draft.name}
            change={(name) => change({ name })}
            hint="4 to 32 letters, digits, periods, underscores and hyphens"
          />
          <TextField
            form={form}
            of="user-password"
            value={draft.password}
            change={(password) => change({ password })}
            secret
            hint={PASSWORD_HINT}
          />
          <ChoiceField
            form={form}
            of="user-group"
            value={draft.group}
            change={(group) => change({ group })}
            none="The default one"
            options={groups.filter((one) => one.type !== "Default").map((one) => [one.id, one.name])}
          />
          <TextField
            form={form}
            of="user-description"
            value={draft.description}
            change={(description) => change({ description })}
          />
          <TextField
            form={form}
            of="user-address"
            value={draft.address}
            change={(address) => change({ address })}
            hint="An address of the clients' network that this user always gets; any if it is empty"
          />
        </>
      )}
    </Ask>
  );
}

/** Lines of a table as spreadsheets copy it, with tabs, or with commas. */
export function usersOf(text: string) {
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const [name = "", password = "", group = "", description = ""] = line.split(/\t|,/).map((cell) => cell.trim());
      return {
        name: given(name),
        password: given(password),
        user_group_name: given(group),
        description: given(description),
      };
    });
}

interface Batch {
  readonly invalid_users: readonly { readonly name?: string; readonly cause: string }[];
}

/** Makes all users of a table, or none and says what is wrong with whom. */
export function NewUsers({ server, onClose }: { server: string; onClose: () => void }) {
  const path = useServerPath(server);
  const [text, setText] = useState("");
  const sends = async () => {
    const users = usersOf(text);
    const { invalid_users } = await call<Batch>("POST", `${path}/users/batch-create`, { users });
    if (invalid_users.length > 0) throw unfit(invalid_users);
    refresh("vpn-users");
    toast(`${many(users.length, "user")} created`);
  };
  return (
    <Ask
      title="Create many users"
      yes="Create users"
      what="No user was created."
      fields={[{ key: "users", label: "Users", fills: ["users"] }]}
      sends={sends}
      onClose={onClose}
    >
      {(form) => (
        <ListField
          form={form}
          of="users"
          value={text}
          change={setText}
          rows={8}
          placeholder="alice, correct-horse-9, staff, Alice of the night shift"
          hint="A line for each: name, password, group, description; with commas, or as a spreadsheet copies it"
        />
      )}
    </Ask>
  );
}

/** Such a batch is answered as if it had been accepted. */
function unfit(users: Batch["invalid_users"]): ApiError {
  const violations = users.map((user) => ({ path: "users", message: `${user.name ?? "somebody"}: ${user.cause}` }));
  return new ApiError(400, "", "Some users are not fit.", "", violations);
}

export function ResetPassword({ server, of, onClose }: { server: string; of: User; onClose: () => void }) {
  const path = useServerPath(server);
  const [password, setPassword] = useState("");
  const sends = async () => {
    await call("POST", `${path}/users/${of.id}/reset-password`, { new_password: password || undefined });
    toast(`${of.name} has another password`);
  };
  return (
    <Ask
      title={`Reset the password of ${of.name}`}
      yes="Reset password"
      what="The password was not changed."
      fields={[{ key: "new-password", label: "New password", fills: ["new_password"] }]}
      sends={sends}
      onClose={onClose}
    >
      {(form) => (
        <TextField
          form={form}
          of="new-password"
          value={password}
          change={setPassword}
          secret
          hint={PASSWORD_HINT}
        />
      )}
    </Ask>
  );
}
