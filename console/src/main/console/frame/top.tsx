import { useEffect, useRef } from "preact/hooks";
import type { Following } from "../core/live";
import { useFollowing } from "../core/live";
import type { Project } from "../core/session";
import { Logo } from "./logo";
import { ThemeChoice } from "./theme";

const FOLLOWING: Readonly<Record<Following, readonly [string, string]>> = {
  told: ["Live", "Changes are shown as they happen"],
  asking: ["Every 5 s", "Changes are asked for every five seconds"],
  lost: ["No answer", "The service does not answer"],
};

/** The projects that somebody may look at. */
export interface Projects {
  readonly all: readonly Project[];
  readonly now: Project;
  readonly choose: (id: string) => void;
}

/** Who is logged in. */
export interface PersonShown {
  readonly name: string;
  readonly about: readonly string[];
}

export function Top(props: {
  menu: boolean;
  onMenu: () => void;
  home: string;
  projects: Projects | undefined;
  person: PersonShown;
  showKeys: () => void;
  logOut: () => void;
}) {
  return (
    <header class="top">
      <button type="button" class="menu-button" aria-expanded={props.menu} aria-controls="menu" onClick={props.onMenu}>
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M2 4h12M2 8h12M2 12h12" />
        </svg>
        <span class="hidden">Menu</span>
      </button>
      <a href={props.home} class="home" aria-label="Causeway, first page">
        <Logo />
      </a>
      {props.projects && <ProjectChoice {...props.projects} />}
      <FollowingMark />
      <Person of={props.person} showKeys={props.showKeys} logOut={props.logOut} />
    </header>
  );
}

function ProjectChoice({ all, now, choose }: Projects) {
  if (all.length < 2) {
    return (
      <span class="project">
        <span class="hidden">Project </span>
        {now.name}
      </span>
    );
  }
  return (
    <label class="project">
      <span class="hidden">Project</span>
      <select value={now.id} onChange={(e) => choose(e.currentTarget.value)}>
        {all.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

function FollowingMark() {
  const following = useFollowing();
  const [word, sentence] = FOLLOWING[following];
  return (
    <span class={`following ${following}`} role="status" title={sentence}>
      <i aria-hidden="true" />
      {word}
    </span>
  );
}

/** Who is logged in, and what concerns them alone. Esc or a click elsewhere closes it. */
function Person(props: { of: PersonShown; showKeys: () => void; logOut: () => void }) {
  const details = useRef<HTMLDetailsElement>(null);
  const close = () => details.current?.removeAttribute("open");
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || !details.current?.open) return;
      close();
      details.current.querySelector("summary")?.focus();
    };
    const clicked = (event: MouseEvent) => {
      if (event.target instanceof Node && !details.current?.contains(event.target)) close();
    };
    document.addEventListener("keydown", pressed);
    document.addEventListener("click", clicked);
    return () => {
      document.removeEventListener("keydown", pressed);
      document.removeEventListener("click", clicked);
    };
  }, []);
  return (
    <details class="person" ref={details}>
      <summary>{props.of.name}</summary>
      <div>
        <div>
          {props.of.about.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </div>
        <ThemeChoice />
        <div class="links">
          <button type="button" class="link" onClick={() => (close(), props.showKeys())}>
            Keys
          </button>
          <button type="button" onClick={props.logOut}>
            Log out
          </button>
        </div>
      </div>
    </details>
  );
}
