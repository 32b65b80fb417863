import { useEffect, useRef } from "preact/hooks";
import type { Destination } from "../core/keys";
import { BASE } from "../core/router";
import type { Page, Place } from "../pages/page";

/** An entry of the menu. */
export interface Entry extends Place {
  readonly to: string;
}

/** The places that somebody may see, in the order of the pages. */
export function entriesOf(pages: readonly Page[], may: (action: string) => boolean): Entry[] {
  return pages.flatMap(({ path, menu }) =>
    menu && (menu.needs === "" || may(menu.needs)) ? [{ ...menu, to: path === "/" ? `${BASE}/` : BASE + path }] : [],
  );
}

export function destinationsOf(entries: readonly Entry[]): Destination[] {
  return entries.flatMap(({ key, title, to }) => (key === undefined ? [] : [{ key, title, to }]));
}

/** The action that a page needs: its own, or that of the page in the menu that it belongs to; empty if none. */
export function needsOf(pages: readonly Page[], page: Page): string {
  const above = pages.find(({ path, menu }) => menu && path !== "/" && page.path.startsWith(`${path}/`));
  return (page.menu ?? above?.menu)?.needs ?? "";
}

/** The entry under which an address lies. */
export function entryOf(entries: readonly Entry[], path: string): Entry | undefined {
  const lies = ({ to }: Entry) => (to === `${BASE}/` ? path === BASE || path === to : `${path}/`.startsWith(`${to}/`));
  return entries.filter(lies).sort((a, b) => b.to.length - a.to.length)[0];
}

/** @param open whether it is shown where there is no room for it beside the page */
export function Menu(props: { entries: readonly Entry[]; path: string; open: boolean; onClose: () => void }) {
  const now = entryOf(props.entries, props.path);
  const groups = [...new Set(props.entries.map(({ group }) => group))];
  const { open, onClose } = props;
  const menu = useRef<HTMLElement>(null);
  useEffect(() => (open ? watch(menu.current!, onClose) : undefined), [open, onClose]);
  return (
    <nav id="menu" ref={menu} class={open ? "menu open" : "menu"} aria-label="Main">
      {groups.map((group) => (
        <section key={group} aria-label={group || undefined}>
          {group && <h2>{group}</h2>}
          <ul>
            {props.entries
              .filter((entry) => entry.group === group)
              .map((entry) => (
                <li key={entry.to}>
                  <a href={entry.to} aria-current={entry === now ? "page" : undefined} onClick={onClose}>
                    {entry.title}
                  </a>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}

const BUTTON = "[aria-controls=menu]";

/**
 * It lies over the page, so it takes the focus, and closes with Esc, when the focus goes on into the page, and when
 * there is room.
 */
function watch(menu: HTMLElement, close: () => void): () => void {
  menu.querySelector("a")?.focus();
  const pressed = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    close();
    document.querySelector<HTMLElement>(BUTTON)?.focus();
  };
  const focused = (event: FocusEvent) => {
    if (event.target instanceof Element && !event.target.closest(`#menu, ${BUTTON}`)) close();
  };
  const room = matchMedia("(min-width: 761px)");
  document.addEventListener("keydown", pressed);
  document.addEventListener("focusin", focused);
  room.addEventListener("change", close);
  return () => {
    document.removeEventListener("keydown", pressed);
    document.removeEventListener("focusin", focused);
    room.removeEventListener("change", close);
  };
}
