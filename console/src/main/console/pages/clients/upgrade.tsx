import { useState } from "preact/hooks";
import { call } from "../../core/api";
import { refresh, useLive } from "../../core/live";
import type { ClientGateway } from "../../core/types";
import type { Tone } from "../../core/words";
import { Age } from "../../parts/age";
import { Confirm } from "../../parts/confirm";
import { RowButton } from "../../parts/rowbutton";
import { Status } from "../../parts/status";
import { toast } from "../../parts/toasts";
import { useGatewayPath } from "./data";

/** An upgrade of a gateway that was begun. */
interface Job {
  readonly id: string;
  readonly status: string;
  readonly created_at: string;
  readonly updated_at: string;
}

const BEGUN = "The upgrade is begun and waits: finish it or leave it as it is.";
const WAITS = "pending_upgrade_confirm";
const WORDS: Readonly<Record<string, readonly [Tone, string]>> = {
  success: ["good", "Done"],
  rollback_success: ["idle", "Left as it was"],
  fail: ["bad", "Failed"],
};

function wordOf({ status, created_at, updated_at }: Job): readonly [Tone, string] {
  if (status !== WAITS) return WORDS[status] ?? ["idle", status];
  return created_at === updated_at ? ["warn", "Waits for you"] : ["busy", "The program is being replaced"];
}

/** What is newer than the program that runs, and what was done about it. Nothing if there is neither. */
export function Upgrades({ of }: { of: ClientGateway }) {
  const all = `${useGatewayPath()}/jobs`;
  const live = useLive<{ jobs: readonly Job[] }>(`${all}?resource_id=${of.id}`, "p2c-vpn-gateways");
  const [asked, setAsked] = useState<Action>();
  const [doomed, setDoomed] = useState<Job>();
  const jobs = live.value?.jobs ?? [];
  const open = jobs.find((job) => job.status === WAITS);
  const waits = open && open.created_at === open.updated_at;
  const ready = !open && of.upgrade_info === "ready" && of.status === "ACTIVE";
  if (jobs.length === 0 && !ready) return null;
  return (
    <section class="card">
      <h2>Upgrade</h2>
      {ready && <p>The node's host has a newer program, or newer settings for it, than the one that runs.</p>}
      {waits && <p>Until it is finished or given up, neither the gateway nor its server can be changed.</p>}
      <ul class="measures">
        {jobs.map((job) => (
          <li key={job.id}>
            <Status of={job.status} tone={wordOf(job)[0]} word={wordOf(job)[1]} />
            <Age at={job.updated_at} />
            {job !== open && <RowButton word="Delete" of="the upgrade" onClick={() => setDoomed(job)} />}
          </li>
        ))}
      </ul>
      <div class="buttons">
        {ready && <Act word="Upgrade" act={() => setAsked("start")} />}
        {waits && <Act word="Finish upgrade" act={() => setAsked("finish")} />}
        {waits && <Act word="Leave as it is" act={() => setAsked("rollback")} />}
      </div>
      {asked && <Upgrade of={of} action={asked} begun={waits} onClose={() => setAsked(undefined)} />}
      {doomed && <Forget path={`${all}/${doomed.id}`} onClose={() => setDoomed(undefined)} />}
    </section>
  );
}

function Act({ word, act }: { word: string; act: () => void }) {
  return (
    <button type="button" onClick={act}>
      {word}
    </button>
  );
}

type Action = "start" | "finish" | "rollback";

/** Has the program replaced, or left as it is. An upgrade that is begun here is finished at once. */
export function Upgrade(props: { of: ClientGateway; action: Action; begun: boolean | undefined; onClose: () => void }) {
  const { of, action, onClose } = props;
  const path = `${useGatewayPath()}/${of.id}/upgrade`;
  const leaves = action === "rollback";
  // It is not begun again when only what finishes it was refused.
  const [started, setStarted] = useState(false);
  const begun = started || props.begun;
  const act = async () => {
    try {
      if (action === "start" && !begun) {
        await call("POST", path, { action });
        setStarted(true);
      }
      await call("POST", path, { action: leaves ? action : "finish" });
      toast(leaves ? `${of.name} stays as it is` : `${of.name} is being upgraded`);
    } finally {
      refresh("p2c-vpn-gateways");
    }
  };
  return (
    <Confirm
      title={leaves ? `Leave ${of.name} as it is?` : `Upgrade ${of.name}?`}
      yes={leaves ? "Leave as it is" : "Upgrade"}
      what={action === "start" && begun ? BEGUN : undefined}
      typed={!leaves && of.current_connection_number > 0 ? of.name : undefined}
      act={act}
      onClose={onClose}
    >
      <p>
        {leaves
          ? "The program that runs goes on. An upgrade can be begun anew at any time."
          : "The program that serves clients is replaced. Their sessions end, and come back by themselves."}
      </p>
    </Confirm>
  );
}

function Forget({ path, onClose }: { path: string; onClose: () => void }) {
  const act = async () => {
    await call("DELETE", path);
    refresh("p2c-vpn-gateways");
  };
  return (
    <Confirm title="Delete the upgrade from the list?" yes="Delete" act={act} onClose={onClose}>
      <p>What it did stays.</p>
    </Confirm>
  );
}
