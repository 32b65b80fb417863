import { useEffect, useState } from "preact/hooks";

/** Below it all pages have their addresses. */
export const BASE = "/console";

/** A pattern of addresses that was found to fit one. */
export interface Match<P> {
  readonly page: P;
  readonly params: Readonly<Record<string, string>>;
}

/**
 * Finds the page of an address. A word that is written out goes before one that varies, from the left: `/gateways/new` is
 * never the gateway of that name.
 */
export function match<P extends { readonly path: string }>(pages: readonly P[], path: string): Match<P> | undefined {
  const words = segments(inside(path));
  const fits = pages.flatMap((page) => {
    const params = fit(segments(page.path), words);
    return params ? [{ page, params }] : [];
  });
  return fits.sort((a, b) => (rank(a.page.path) < rank(b.page.path) ? -1 : 1))[0];
}

/** The part of an address that names a page. */
export function inside(path: string): string {
  return path.startsWith(BASE) ? path.slice(BASE.length) : path;
}

function segments(path: string): string[] {
  return path.split("/").filter(Boolean);
}

function rank(pattern: string): string {
  return segments(pattern)
    .map((word) => (word.startsWith(":") ? "1" : "0"))
    .join("");
}

function fit(pattern: readonly string[], words: readonly string[]): Record<string, string> | undefined {
  if (pattern.length !== words.length) return undefined;
  const params: Record<string, string> = {};
  for (const [i, part] of pattern.entries()) {
    const word = decoded(words[i]!);
    if (word === undefined) return undefined;
    if (part.startsWith(":")) params[part.slice(1)] = word;
    else if (part !== word) return undefined;
  }
  return params;
}

function decoded(word: string): string | undefined {
  try {
    return decodeURIComponent(word);
  } catch {
    return undefined;
  }
}

/** What a step in the browser's history knows of itself. */
interface Step {
  /** The address of the step before it; nothing where a page was loaded. */
  readonly from?: string;
}

function before(): string | undefined {
  return (history.state as Step | null)?.from;
}

/** Goes to a page of the console. Everybody hears of it as of a step in the browser's history. */
export function go(to: string, how: { readonly replace?: boolean } = {}): void {
  if (how.replace) history.replaceState({ from: before() }, "", to);
  else history.pushState({ from: location.pathname + location.search }, "", to);
  dispatchEvent(new PopStateEvent("popstate", { state: null }));
  if (!how.replace) scrollTo(0, 0);
}

/** Goes to a page where this one cannot be: to the step before if that is of the page, so that it is met once. */
export function goBack(to: string): void {
  if (before() === to) history.back();
  else go(to, { replace: true });
}

/** The path of the address, followed. */
export function usePath(): string {
  const [path, setPath] = useState(location.pathname);
  useEffect(() => {
    const moved = () => setPath(location.pathname);
    addEventListener("popstate", moved);
    // The address may have changed between the first look and now.
    moved();
    return () => removeEventListener("popstate", moved);
  }, []);
  return path;
}

/**
 * Makes plain clicks on links between pages go there without loading anything. Whatever else is asked of a link, such as a
 * tab of its own, is the browser's.
 *
 * @returns ends it
 */
export function followLinks(): () => void {
  const clicked = (event: MouseEvent) => {
    const to = plain(event) ? pageOf(event.target) : undefined;
    if (to === undefined) return;
    event.preventDefault();
    go(to);
  };
  document.addEventListener("click", clicked);
  return () => document.removeEventListener("click", clicked);
}

function plain(event: MouseEvent): boolean {
  const modified = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  return event.button === 0 && !modified && !event.defaultPrevented;
}

function pageOf(target: EventTarget | null): string | undefined {
  const link = target instanceof Element ? target.closest("a[href]") : null;
  const to = link?.getAttribute("href") ?? "";
  const elsewhere = link?.hasAttribute("download") || (link?.getAttribute("target") ?? "_self") !== "_self";
  return !elsewhere && (to === BASE || to.startsWith(`${BASE}/`) || to.startsWith(`${BASE}?`)) ? to : undefined;
}
