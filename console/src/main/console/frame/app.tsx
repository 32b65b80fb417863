import { useCallback, useEffect, useState } from "preact/hooks";
import { ApiError, callIn, onUnauthorized } from "../core/api";
import { watchUse } from "../core/idle";
import { follow } from "../core/live";
import { BASE, followLinks, go, inside } from "../core/router";
import type { Project, Session } from "../core/session";
import { Around, asksForSession, chooseProject, chosenProject, logOut, resumed } from "../core/session";
import type { Page } from "../pages/page";
import { Problem } from "../parts/problem";
import { Login } from "./login";
import { Shell } from "./shell";

const ENDED = "Your session has ended. Log in to go on where you were.";

/** Who is logged in. What was begun stays behind the login when a session ends, and is there again after it. */
interface Standing {
  readonly session: Session;
  readonly project: Project;
  readonly over: boolean;
}

type Known = "asking" | "nobody" | ApiError | Standing;

export function App({ pages }: { pages: readonly Page[] }) {
  const [known, setKnown] = useState<Known>("asking");
  const ask = () => {
    setKnown("asking");
    resumed().then(
      (session) => (session ? begin(session) : setKnown("nobody")),
      (e: unknown) => setKnown(e instanceof ApiError ? e : new ApiError(0, "", String(e))),
    );
  };
  const begin = (session: Session) => {
    const project = chosenProject(session);
    callIn(project.id);
    setKnown({ session, project, over: false });
  };
  useEffect(followLinks, []);
  useEffect(ask, []);
  if (known === "asking") return <main class="login" aria-busy="true" />;
  if (known === "nobody") return <Login onDone={begin} />;
  if (known instanceof ApiError) return <Silent error={known} again={ask} />;
  return (
    <LoggedIn
      key={`${known.session.user.id} ${known.project.id}`}
      pages={pages}
      standing={known}
      onChange={setKnown}
      onLogin={begin}
    />
  );
}

/** Before anything could be shown. */
function Silent({ error, again }: { error: ApiError; again: () => void }) {
  return (
    <main class="login">
      <div class="card">
        <h1>Causeway</h1>
        <Problem error={error} what="The console cannot begin." />
        <button type="button" onClick={again}>
          Try again
        </button>
      </div>
    </main>
  );
}

function LoggedIn(props: {
  pages: readonly Page[];
  standing: Standing;
  onChange: (to: Known) => void;
  onLogin: (session: Session) => void;
}) {
  const { session, project, over } = props.standing;
  const end = useCallback(() => props.onChange({ ...props.standing, over: true }), [props.standing]);
  const leave = () => {
    // Whether or not the service hears of it, nothing is shown any more.
    void logOut().catch(() => {});
    callIn("");
    props.onChange("nobody");
  };
  useEffect(() => onUnauthorized((path) => asksForSession(path) || end()), [end]);
  useEffect(() => {
    if (over) return;
    const unfollow = follow(project.id, end);
    const unwatch = watchUse(session.idle_seconds, () => {
      void logOut().catch(() => {});
      end();
    });
    return () => {
      unfollow();
      unwatch();
    };
  }, [over, end]);
  const choose = (to: Project) => {
    chooseProject(to);
    callIn(to.id);
    // What the address names is another project's; its kind is there in each.
    go(`${BASE}/${inside(location.pathname).split("/")[1] ?? ""}`);
    props.onChange({ session, project: to, over: false });
  };
  return (
    <Around.Provider value={props.standing}>
      <div hidden={over} inert={over}>
        <Shell pages={props.pages} actions={{ choose, logOut: leave }} />
      </div>
      {over && <Login why={ENDED} known={session.user} onDone={props.onLogin} />}
    </Around.Provider>
  );
}
