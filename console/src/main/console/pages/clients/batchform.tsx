import { ApiError, call } from "../../core/api";
import { refresh } from "../../core/live";
import { many } from "../../core/words";
import { AskFor } from "../../parts/inputs";
import { toast } from "../../parts/toasts";
import type { Unfit } from "./batch";
import { usersOf, violationsOf } from "./batch";
import { useServerPath } from "./data";

/** Makes all users of a table, or none and says what is wrong with whom. */
export function NewUsers({ server, onClose }: { server: string; onClose: () => void }) {
  const path = useServerPath(server);
  return (
    <AskFor
      title="Create many users"
      yes="Create users"
      what="No user was created."
      start={{ users: "" }}
      inputs={(draft) => [
        {
          key: "users",
          label: `Users: ${usersOf(draft.users).length}`,
          fills: ["users"],
          as: "list",
          rows: 8,
          placeholder: "alice, correct-horse-9, staff, Alice of the night shift",
          hint:
            "A line for each: name, password, group, description, own address; with commas, or as a spreadsheet" +
            " copies it. Only name and password are needed.",
        },
      ]}
      sends={async (draft) => {
        const users = usersOf(draft.users);
        const answer = await call<{ invalid_users: readonly Unfit[] }>("POST", `${path}/users/batch-create`, { users });
        // Such a batch is answered as if it had been accepted.
        const wrong = violationsOf(users, answer.invalid_users);
        if (wrong.length > 0) throw new ApiError(400, "", "Some users are not fit.", "", wrong);
        refresh("vpn-users", "vpn-user-groups");
        toast(`${many(users.length, "user")} created`);
      }}
      onClose={onClose}
    />
  );
}
