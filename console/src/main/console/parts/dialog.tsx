import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";

/**
 * Asks something before anything else can be done, beginning at what is marked `data-first`. Esc closes it, and the
 * focus goes back to where it came from, or to the page's title if that is gone.
 */
export function Dialog(props: { title: string; children: ComponentChildren; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    dialog.current?.querySelector<HTMLElement>("[data-first]")?.focus();
    return () => focusAgain(before);
  }, []);
  return (
    <dialog ref={dialog} aria-labelledby={title} onClose={props.onClose}>
      <h2 id={title}>{props.title}</h2>
      {props.children}
    </dialog>
  );
}

/** Gives the focus back to where it was, or to the page's title if that is gone. */
export function focusAgain(to: Element | null): void {
  // What was focused may be about to leave with what was deleted.
  requestAnimationFrame(() => {
    const there = to instanceof HTMLElement && to.isConnected && !to.matches("body, :disabled");
    (there ? to : document.querySelector<HTMLElement>("h1"))?.focus();
  });
}
