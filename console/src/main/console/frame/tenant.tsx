import { useEffect, useState } from "preact/hooks";
import { callIn } from "../core/api";
import { keepDraftsOf } from "../core/drafts";
import { follow } from "../core/live";
import { BASE, go, inside } from "../core/router";
import type { Project, Session } from "../core/session";
import { Around, chooseProject, chosenProject, logIn, logOut, needsSession, resumed } from "../core/session";
import type { Page } from "../pages/page";
import { Gate } from "./gate";
import type { Doors, Realm } from "./known";
import { Login } from "./login";
import { Shell } from "./shell";

const REALM: Realm<Session> = {
  name: "user",
  resumed,
  logOut,
  needs: needsSession,
  who: (session) => session.user.id,
};
const DOMAIN = "causeway.domain";
const ENDED = "Your session has ended. Log in to go on where you were.";

const NONE: Project = { id: "", name: "" };

/** The pages of users, each in a project of theirs. */
export function Tenant({ pages }: { pages: readonly Page[] }) {
  return (
    <Gate realm={REALM} login={(begin, before, why = ENDED) => <TenantLogin begin={begin} before={before} why={why} />}>
      {(session, over, doors) => (
        <InProject key={session.user.id} pages={pages} session={session} over={over} doors={doors} />
      )}
    </Gate>
  );
}

function TenantLogin(props: { begin: (session: Session) => void; before: Session | undefined; why: string }) {
  const { begin, before, why } = props;
  const domain = before?.user.domain.name ?? localStorage.getItem(DOMAIN) ?? "main";
  return (
    <Login
      title="Log in"
      why={before && why}
      asked={[
        { name: "domain", title: "Domain", value: domain, fills: "organization" },
        { name: "user", title: "User", value: before?.user.name ?? "", fills: "username" },
        { name: "password", title: "Password", value: "", fills: "current-password", secret: true },
      ]}
      send={async (given) => {
        const session = await logIn(given("domain"), given("user"), given("password"));
        localStorage.setItem(DOMAIN, given("domain"));
        begin(session);
      }}
    >
      <p class="aside">
        <a href={`${BASE}/operator`}>For those who run this service</a>
      </p>
    </Login>
  );
}

function InProject(props: { pages: readonly Page[]; session: Session; over: boolean; doors: Doors }) {
  const { session, over, doors } = props;
  const [project, setProject] = useState(() => begun(session.user.id, chosenProject(session)));
  useEffect(() => (over ? undefined : follow(project.id, doors.end)), [over, project.id, doors.end]);
  const choose = (id: string) => {
    const to = session.projects.find((one) => one.id === id) ?? project;
    chooseProject(to);
    setProject(begun(session.user.id, to));
    // What the address names is another project's; its kind is there in each.
    go(`${BASE}/${inside(location.pathname).split("/")[1] ?? ""}`);
  };
  const { user, service } = session;
  return (
    <Around.Provider value={{ session, project, end: doors.end }}>
      <Shell
        key={project.id}
        pages={props.pages}
        may={(action) => session.actions.includes(action)}
        person={{
          name: user.name,
          about: [`${user.name} of ${user.domain.name}`, `Region ${service.region}, version ${service.version}`],
        }}
        projects={{ all: session.projects, now: project, choose }}
        logOut={() => {
          // What was read and typed goes with who was allowed to.
          begun("", NONE);
          doors.leave();
        }}
      />
    </Around.Provider>
  );
}

/** From now on calls are in this project, and what is typed is of it. */
function begun(user: string, project: Project): Project {
  keepDraftsOf(`${user} ${project.id}`);
  callIn(project.id);
  return project;
}
