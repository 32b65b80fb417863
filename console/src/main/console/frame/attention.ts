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
