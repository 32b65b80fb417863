import { useEffect, useState } from "preact/hooks";
import { callIn } from "../core/api";
import { follow } from "../core/live";
import type { OperatorSession } from "../core/operator";
import { needsOperator, operatorLogIn, operatorLogOut, operatorResumed } from "../core/operator";
import { BASE } from "../core/router";
import type { Page } from "../pages/page";
import { Gate } from "./gate";
import type { Doors, Realm } from "./known";
import { Login } from "./login";
import { Shell } from "./shell";

const REALM: Realm<OperatorSession> = {
  name: "operator",
  resumed: operatorResumed,
  logOut: operatorLogOut,
  needs: needsOperator,
  who: (session) => session.name,
};
const ENDED = "The operator's session has ended. Log in to go on where you were.";

/** The pages of whoever runs the service, below `/console/operator`: with a session of their own and in no project. */
export function Operator({ pages }: { pages: readonly Page[] }) {
  return (
    <Gate realm={REALM} login={(begin, before, why = ENDED) => <OperatorLogin begin={begin} before={before} why={why} />}>
      {(session, over, doors) => (
        <Operates key={session.name} pages={pages} session={session} over={over} doors={doors} />
      )}
    </Gate>
  );
}

function OperatorLogin(props: {
  begin: (session: OperatorSession) => void;
  before: OperatorSession | undefined;
  why: string;
}) {
  return (
    <Login
      title="Log in as operator"
      why={props.before && props.why}
      asked={[
        { name: "name", title: "Name", value: props.before?.name ?? "operator", fills: "username" },
        { name: "password", title: "Password", value: "", fills: "current-password", secret: true },
      ]}
      send={async (given) => props.begin(await operatorLogIn(given("name"), given("password")))}
    >
      <p class="aside">
        <a href={`${BASE}/`}>For users of the service</a>
      </p>
    </Login>
  );
}

function Operates(props: { pages: readonly Page[]; session: OperatorSession; over: boolean; doors: Doors }) {
  const { session, over, doors } = props;
  useState(() => callIn(""));
  useEffect(() => (over ? undefined : follow(undefined, doors.end)), [over, doors.end]);
  return (
    <Shell
      pages={props.pages}
      may={() => true}
      person={{ name: session.name, about: ["The operator of this service"] }}
      logOut={doors.leave}
    />
  );
}
