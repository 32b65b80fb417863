import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

/** How long a page may take until it has a title, in milliseconds. */
const PATIENCE = 5000;

/** Gives the tab the title of the page, and goes on doing so: a title may hold a name that is yet to be read. */
export function useTitle(main: RefObject<HTMLElement>): void {
  useLayoutEffect(() => {
    const name = () => {
      const title = main.current?.querySelector("h1")?.textContent;
      if (title) document.title = `${title} · Causeway`;
    };
    const watch = new MutationObserver(name);
    watch.observe(main.current!, { subtree: true, childList: true, characterData: true });
    name();
    return () => watch.disconnect();
  }, []);
}

/**
 * Whoever was on something that leaves the page goes on at its title, and not back at the beginning of everything. What
 * is looked at stays where it is: it may be far below the title.
 */
export function useFocusKept(main: RefObject<HTMLElement>): void {
  useEffect(() => {
    let last: Element | null = null;
    let pointed: Node | null = null;
    const focused = ({ type, target }: Event) => {
      // A dialog gives the focus back itself, and who points at something is where they look.
      const goes = type === "focusin" && target instanceof Element && !target.closest("dialog");
      last = goes && !target.contains(pointed) ? target : null;
      pointed = type === "pointerdown" ? (target as Node) : null;
    };
    const watch = new MutationObserver(() => {
      const lost = last?.isConnected === false && document.activeElement === document.body;
      if (lost) main.current?.querySelector("h1")?.focus({ preventScroll: true });
    });
    watch.observe(main.current!, { subtree: true, childList: true });
    document.addEventListener("focusin", focused);
    document.addEventListener("pointerdown", focused);
    return () => {
      watch.disconnect();
      document.removeEventListener("focusin", focused);
      document.removeEventListener("pointerdown", focused);
    };
  }, []);
}

/**
 * Behind a step to another page the focus is on the page's title, which is then read out, as soon as there is one. Not
 * where what was clicked is still there, as the parts of a page are, and not when somebody went on in the meantime.
 */
export function useFocusOnTitle(main: RefObject<HTMLElement>, path: string): void {
  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    const before = document.activeElement;
    if (before !== main.current && main.current?.contains(before)) return;
    const focus = () => {
      const title = main.current?.querySelector("h1");
      if (!title) return false;
      title.tabIndex = -1;
      title.focus({ preventScroll: true });
      return true;
    };
    if (focus()) return;
    const watch = new MutationObserver(() => {
      if (document.activeElement !== before || focus()) watch.disconnect();
    });
    watch.observe(main.current!, { subtree: true, childList: true });
    const timer = setTimeout(() => watch.disconnect(), PATIENCE);
    return () => {
      clearTimeout(timer);
      watch.disconnect();
    };
  }, [path]);
}
