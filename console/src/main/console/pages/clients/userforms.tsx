import { call } from "../../core/api";
import { refresh } from "../../core/live";
import { given } from "../../parts/fields";
import type { Input } from "../../parts/inputs";
import { AskFor } from "../../parts/inputs";
import { toast } from "../../parts/toasts";
import { useGroups, useServerPath } from "./data";
import type { Group, User } from "./types";

const PASSWORD_HINT = "8 to 32 characters of at least two kinds: letters, capitals, digits, special characters";
/** What the API says of a user without an address of the user's own. */
const NO_ADDRESS = "disable";

type Key = "user-name" | "user-password" | "user-group" | "user-description" | "user-address";

const NAME: Input<Key> = {
  key: "user-name",
  label: "Name",
  fills: ["user.name"],
  hint: "4 to 32 letters, digits, periods, underscores and hyphens",
};
const PASSWORD: Input<Key> = {
  key: "user-password",
  label: "Password",
  fills: ["user.password"],
  as: "password",
  hint: PASSWORD_HINT,
};

/** What can be said of a user at any time. */
function aboutUser(groups: readonly Group[]): readonly Input<Key>[] {
  const options = groups.map((one): readonly [string, string] => [one.id, one.name]);
  return [
    { key: "user-group", label: "Group", fills: ["user.user_group_id"], as: "choice", options },
    { key: "user-description", label: "Description", fills: ["user.description"] },
    {
      key: "user-address",
      label: "Own address",
      fills: ["user.static_ip"],
      hint: "An address of the clients' network that this user always gets; any if it is empty",
    },
  ];
}

export function NewUser({ server, onClose }: { server: string; onClose: () => void }) {
  const path = useServerPath(server);
  const groups = useGroups(server).value?.user_groups;
  if (!groups) return null;
  const standard = groups.find((group) => group.type === "Default");
  return (
    <AskFor<Key>
      title="Create a user"
      yes="Create user"
      what="The user was not created."
      start={{
        "user-name": "",
        "user-password": "",
        "user-group": standard?.id ?? "",
        "user-description": "",
        "user-address": "",
      }}
      inputs={() => [NAME, PASSWORD, ...aboutUser(groups)]}
      sends={async (draft) => {
        const user = {
          name: given(draft["user-name"]),
          password: draft["user-password"] || undefined,
          user_group_id: given(draft["user-group"]),
          description: given(draft["user-description"]),
          static_ip: given(draft["user-address"]),
        };
        await call("POST", `${path}/users`, { user });
        refresh("vpn-users", "vpn-user-groups");
        toast(`User ${user.name} is created`);
      }}
      onClose={onClose}
    />
  );
}

export function ChangeUser({ server, of, onClose }: { server: string; of: User; onClose: () => void }) {
  const path = useServerPath(server);
  const groups = useGroups(server).value?.user_groups;
  if (!groups) return null;
  return (
    <AskFor<Exclude<Key, "user-name" | "user-password">>
      title={`Change ${of.name}`}
      yes="Change user"
      what="The user was not changed."
      start={{
        "user-group": of.user_group_id,
        "user-description": of.description,
        "user-address": of.static_ip === NO_ADDRESS ? "" : of.static_ip,
      }}
      inputs={() => aboutUser(groups) as readonly Input<Exclude<Key, "user-name" | "user-password">>[]}
      sends={async (draft) => {
        const user = {
          user_group_id: draft["user-group"],
          description: draft["user-description"],
          static_ip: given(draft["user-address"]) ?? NO_ADDRESS,
        };
        await call("PUT", `${path}/users/${of.id}`, { user });
        refresh("vpn-users", "vpn-user-groups");
        toast(`User ${of.name} is changed`);
      }}
      onClose={onClose}
    />
  );
}

export function ResetPassword({ server, of, onClose }: { server: string; of: User; onClose: () => void }) {
  const path = useServerPath(server);
  return (
    <AskFor
      title={`Reset the password of ${of.name}`}
      yes="Reset password"
      what="The password was not changed."
      start={{ password: "" }}
      inputs={() => [
        { key: "password", label: "New password", fills: ["new_password"], as: "password", hint: PASSWORD_HINT },
      ]}
      sends={async ({ password }) => {
        await call("POST", `${path}/users/${of.id}/reset-password`, { new_password: password || undefined });
        toast(`${of.name} has another password`);
      }}
      onClose={onClose}
    >
      {/* Tells what keeps passwords whose it is. */}
      <input hidden readOnly autocomplete="username" value={of.name} />
      <p>Whoever is connected stays so, and needs the new password from the next login on.</p>
    </AskFor>
  );
}
