import { useEffect, useRef } from "preact/hooks";
import type { Following } from "../core/live";
import { useFollowing } from "../core/live";
import { BASE } from "../core/router";
import type { Project } from "../core/session";
import { useSurroundings } from "../core/session";
import { Logo } from "./logo";
import { ThemeChoice } from "./theme";

const FOLLOWING: Readonly<Record<Following, readonly [string, string]>> = {
  told: ["Live", "Changes are shown as they happen"],
  asking: ["Every 5 s", "Changes are asked for every five seconds"],
  lost: ["No answer", "The service does not answer"],
};

/** What one can do from every page. */
export interface FrameActions {
  readonly choose: (project: Project) => void;
  readonly showKeys: () => void;
  readonly logOut: () => void;
}

export function Top(props: { menu: boolean; onMenu: () => void; actions: FrameActions }) {
  return (
    <header class="top">
      <button type="button" class="menu-button" aria-expanded={props.menu} aria-controls="menu" onClick={props.onMenu}>
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M2 4h12M2 8h12M2 12h12" />
        </svg>
        <span class="hidden">Menu</span>
      </button>
      <a href={`${BASE}/`} class="home" aria-label="Causeway, overview">
        <Logo />
      </a>
      <ProjectChoice choose={props.actions.choose} />
      <FollowingMark />
      <Person actions={props.actions} />
    </header>
  );
}

function ProjectChoice({ choose }: { choose: (project: Project) => void }) {
  const { session, project } = useSurroundings();
  if (session.projects.length < 2) {
    return (
      <span class="project">
        <span class="hidden">Project </span>
        {project.name}
      </span>
    );
  }
  return (
    <label class="project">
      <span class="hidden">Project</span>
      <select
        value={project.id}
        onChange={(e) => choose(session.projects.find(({ id }) => id === e.currentTarget.value) ?? project)}
      >
        {session.projects.map(({ id, name }) => (
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
function Person({ actions }: { actions: FrameActions }) {
  const { session } = useSurroundings();
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
      <summary>{session.user.name}</summary>
      <div>
        <p>
          {session.user.name} of {session.user.domain.name}
          <br />
          <span class="quiet">
            Region {session.service.region}, version {session.service.version}
          </span>
        </p>
        <ThemeChoice />
        <div class="links">
          <button type="button" class="link" onClick={() => (close(), actions.showKeys())}>
            Keys
          </button>
          <button type="button" onClick={actions.logOut}>
            Log out
          </button>
        </div>
      </div>
    </details>
  );
}
