import { useState } from "preact/hooks";
import { Empty } from "../../parts/empty";
import { Loaded } from "../../parts/loaded";
import { usePolicies } from "./data";
import { PolicyForm } from "./policyform";
import { PolicyTable } from "./policytable";
import { Reach } from "./reach";
import type { Server } from "./types";

/** Which groups reach what, and the answer to who reaches what. */
export function PoliciesPart({ server }: { server: Server }) {
  const policies = usePolicies(server.id);
  const [asked, setAsked] = useState(false);
  const create = (
    <div class="buttons">
      <button type="button" class="primary" onClick={() => setAsked(true)}>
        Create policy
      </button>
    </div>
  );
  return (
    <>
      <Loaded of={policies} what="the policies">
        {({ access_policies: all }) =>
          all.length === 0 ? (
            <Empty title="No policy yet" action={create}>
              Without a policy nobody reaches anything. A policy opens networks to a group of users.
            </Empty>
          ) : (
            <>
              {create}
              <PolicyTable server={server} rows={all} />
            </>
          )
        }
      </Loaded>
      <Reach server={server} policies={policies.value?.access_policies ?? []} />
      {asked && <PolicyForm server={server.id} onClose={() => setAsked(false)} />}
    </>
  );
}
