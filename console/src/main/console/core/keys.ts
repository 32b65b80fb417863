import { useEffect, useRef } from "preact/hooks";
import { go } from "./router";

/** What a key does, for those who ask. */
export interface Shortcut {
  readonly keys: readonly string[];
  readonly does: string;
}

/** A page to which a letter leads, after `g`. */
export interface Destination {
  readonly key: string;
  readonly title: string;
  readonly to: string;
}

/** How long a letter may follow on `g`, in milliseconds. */
const PAUSE = 1500;
const SWITCH = "causeway.keys";

/** Single letters get in the way of those who speak to their browser, so they can be switched off. */
export function keysAreOn(): boolean {
  return localStorage.getItem(SWITCH) !== "off";
}

export function switchKeys(on: boolean): void {
  if (on) localStorage.removeItem(SWITCH);
  else localStorage.setItem(SWITCH, "off");
}

/** All keys that do something, in the words of the list that `?` shows. */
export function shortcuts(destinations: readonly Destination[]): Shortcut[] {
  return [
    { keys: ["/"], does: "Filter the list; what is in quotes counts as a whole" },
    { keys: ["?"], does: "Show these keys" },
    { keys: ["Esc"], does: "Close what is open; leave the filter" },
    ...destinations.map(({ key, title }) => ({ keys: ["g", key], does: `Go to ${title}` })),
  ];
}

/** Listens to the keys. `help` shows what they do. */
export function useKeys(destinations: readonly Destination[], help: () => void): void {
  const begun = useRef(0);
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key === "Escape") leaveFilter(event.target);
      if (!keysAreOn() || isTaken(event)) return;
      const wasBegun = event.timeStamp - begun.current < PAUSE;
      begun.current = event.key === "g" && !wasBegun ? event.timeStamp : -PAUSE;
      const to = wasBegun ? destinations.find(({ key }) => key === event.key)?.to : undefined;
      if (to !== undefined) go(to);
      else if (event.key === "?") help();
      else if (event.key !== "/" || !enterFilter()) return;
      event.preventDefault();
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, [destinations, help]);
}

/** Whether a key is somebody else's: of a field, of the browser, of a dialog. */
function isTaken(event: KeyboardEvent): boolean {
  const writes = event.target instanceof Element && event.target.matches("input, textarea, select, [contenteditable]");
  const modified = event.ctrlKey || event.metaKey || event.altKey;
  return event.defaultPrevented || writes || modified || document.querySelector("dialog[open]") !== null;
}

/** From where the filter was entered. */
let before: Element | null = null;

function enterFilter(): boolean {
  const filter = document.querySelector<HTMLInputElement>("main input[type=search]");
  if (!filter) return false;
  before = document.activeElement;
  filter.focus();
  filter.select();
  return true;
}

function leaveFilter(target: EventTarget | null): void {
  if (!(target instanceof HTMLInputElement) || target.type !== "search" || target.value !== "") return;
  target.blur();
  if (before instanceof HTMLElement && before.isConnected) before.focus();
  before = null;
}
