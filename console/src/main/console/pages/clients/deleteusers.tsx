import { call } from "../../core/api";
import { refresh } from "../../core/live";
import { many } from "../../core/words";
import { Confirm } from "../../parts/confirm";
import { Lines } from "../../parts/facts";
import { toast } from "../../parts/toasts";
import { useServerPath } from "./data";
import type { User } from "./types";

/** Asks before all of them go, or none. */
export function DeleteUsers(props: {
  server: string;
  of: readonly User[];
  /** How many end with them. */
  sessions: number;
  onClose: () => void;
}) {
  const { of, sessions } = props;
  const path = `${useServerPath(props.server)}/users/batch-delete`;
  const said = many(of.length, "user");
  const act = async () => {
    await call("POST", path, { users: of.map(({ id }) => ({ id })) });
    refresh("vpn-users", "vpn-user-groups", "sessions");
    toast(`${said} deleted`);
  };
  return (
    <Confirm
      title={`Delete ${said}?`}
      yes={`Delete ${said}`}
      typed={sessions > 0 ? said : undefined}
      act={act}
      onClose={props.onClose}
    >
      <div class="choices" role="region" aria-label="Users" tabIndex={0}>
        <Lines of={of.map(({ name }) => name).sort()} />
      </div>
      <p>
        {sessions > 0
          ? `${many(sessions, "session")} will end at once.`
          : "Nobody can connect by these names any more."}
      </p>
    </Confirm>
  );
}
