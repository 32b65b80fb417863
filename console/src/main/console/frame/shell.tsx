import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import { useKeys } from "../core/keys";
import { useFollowing } from "../core/live";
import type { Match } from "../core/router";
import { BASE, match, usePath } from "../core/router";
import type { Page } from "../pages/page";
import { Toasts } from "../parts/toasts";
import { useFocusKept, useFocusOnTitle, useTitle } from "./attention";
import { Boundary } from "./boundary";
import { KeyHelp } from "./keyhelp";
import { Menu, destinationsOf, entriesOf, needsOf } from "./menu";
import type { PersonShown, Projects } from "./top";
import { Top } from "./top";
import { Updated } from "./updated";

/**
 * Every page with what stands around it.
 *
 * @param may whether an action is allowed; what is not is not in the menu
 */
export function Shell(props: {
  pages: readonly Page[];
  may: (action: string) => boolean;
  person: PersonShown;
  projects?: Projects;
  logOut: () => void;
}) {
  const { pages, may } = props;
  const path = usePath();
  const main = useRef<HTMLElement>(null);
  const [menu, setMenu] = useState(false);
  const [keys, setKeys] = useState(false);
  const showKeys = useCallback(() => setKeys(true), []);
  const closeMenu = useCallback(() => setMenu(false), []);
  const entries = useMemo(() => entriesOf(pages, may), [pages]);
  const destinations = useMemo(() => destinationsOf(entries), [entries]);
  useKeys(destinations, showKeys);
  useTitle(main);
  useFocusOnTitle(main, path);
  useFocusKept(main);
  useEffect(closeMenu, [path]);
  return (
    <div class="frame">
      <a class="skip" href="#main" onClick={(e) => (e.preventDefault(), main.current?.focus())}>
        Skip to content
      </a>
      <Top
        menu={menu}
        onMenu={() => setMenu(!menu)}
        home={entries[0]?.to ?? `${BASE}/`}
        projects={props.projects}
        person={props.person}
        showKeys={showKeys}
        logOut={props.logOut}
      />
      <Menu entries={entries} path={path} open={menu} onClose={closeMenu} />
      <div class="page">
        <Old />
        <Updated />
        <main id="main" ref={main} tabIndex={-1}>
          <Boundary path={path}>
            <Shown pages={pages} path={path} may={may} />
          </Boundary>
        </main>
      </div>
      {keys && <KeyHelp destinations={destinations} onClose={() => setKeys(false)} />}
      <Toasts />
    </div>
  );
}

/** While nothing answers, what is there stays, and says that it is old. */
function Old() {
  const lost = useFollowing() === "lost";
  return (
    <div class="old" role="status">
      {lost && "The service does not answer. What you see may be old; it is tried again every five seconds."}
    </div>
  );
}

function Shown({ pages, path, may }: { pages: readonly Page[]; path: string; may: (action: string) => boolean }) {
  const found = match(pages, path);
  if (!found) {
    return (
      <>
        <h1>There is no such page</h1>
        <p>
          Nothing has the address <code>{path}</code>. <a href={`${BASE}/`}>Go to the overview</a>
        </p>
      </>
    );
  }
  const needs = needsOf(pages, found.page);
  if (needs !== "" && !may(needs)) {
    return (
      <>
        <h1>You may not see this page</h1>
        <p>
          It needs the action <code>{needs}</code>, which you have not been given.
        </p>
      </>
    );
  }
  const { view: View } = found.page;
  return <View key={keyOf(found)} params={found.params} />;
}

/** What is typed on a page is of one thing, and leaves with it; the tabs of a thing are one page. */
export function keyOf({ page, params }: Match<Page>): string {
  const things = Object.entries(params).filter(([name]) => name !== "tab");
  return [page.path, ...things.map(([, id]) => id)].join(" ");
}
