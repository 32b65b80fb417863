import { useLayoutEffect, useState } from "preact/hooks";

/** A draft as this tab keeps it: of secrets only that they were typed, never what they are. */
export interface Kept {
  /** By which the steps in the browser's history know it: a form that is opened anew begins anew. */
  readonly number: number;
  readonly values: object;
  readonly lost: readonly string[];
}

/** All that the tab keeps of somebody in a project. */
interface Drafts {
  readonly whose: string;
  readonly all: Readonly<Record<string, Kept | undefined>>;
}

const STORED = "causeway.drafts";

/** What the tab keeps: nothing if a browser lets pages keep nothing, or if that is of no use. */
function stored(): Drafts {
  try {
    const { whose, all } = JSON.parse(sessionStorage.getItem(STORED)!) as Drafts;
    return { whose, all: { ...all } };
  } catch {
    return { whose: "", all: {} };
  }
}

/** What there is no room for is not kept, and neither is what it was before. */
function store(drafts: Drafts): void {
  try {
    sessionStorage.removeItem(STORED);
    sessionStorage.setItem(STORED, JSON.stringify(drafts));
  } catch {
    // The form is there all the same, until the page is loaded again.
  }
}

/** From here on only drafts of this user in this project are kept; those of others are forgotten. */
export function keepDraftsOf(whose: string): void {
  if (stored().whose !== whose) store({ whose, all: {} });
}

/** What is kept of a draft. `lost` are the secrets that were lost before and have not been typed again. */
export function kept<D extends object>(
  number: number,
  draft: D,
  secrets: readonly (keyof D & string)[],
  lost: readonly string[] = [],
): Kept {
  const hidden = new Set<string>(secrets);
  const values = Object.fromEntries(Object.entries(draft).filter(([key]) => !hidden.has(key)));
  return { number, values, lost: secrets.filter((key) => draft[key] !== "" || lost.includes(key)) };
}

/** Of a draft that another build may have kept, what is of the kind that a form is made of. */
export function fitting<D extends object>(values: object, start: D): D {
  const kinds = new Map(Object.entries(start).map(([key, value]) => [key, typeof value]));
  const fits = Object.entries(values).filter(([key, value]) => typeof value === kinds.get(key));
  return { ...start, ...Object.fromEntries(fits) };
}

/** A form that is filled in and outlives a reload, and a step to another page and back. */
export interface Drafted<D> {
  readonly draft: D;
  readonly change: (to: Partial<D>) => void;
  /** The secrets that had been typed before a reload, and have to be typed again. */
  readonly lost: readonly (keyof D & string)[];
  /** For when it has become what it was for. */
  readonly forget: () => void;
}

/**
 * @param page the address of the form
 * @param start what a form that is opened anew begins with
 * @param secrets the fields that are kept nowhere
 */
export function useDraft<D extends object>(
  page: string,
  start: () => D,
  ...secrets: readonly (keyof D & string)[]
): Drafted<D> {
  const [before] = useState(() => found(page));
  const [draft, setDraft] = useState<D>(() => fitting(before.values, start()));
  const keep = (is: Kept | undefined) => store({ ...stored(), all: { ...stored().all, [page]: is } });
  // Before anybody can reload the page.
  useLayoutEffect(() => keep(kept(before.number, draft, secrets, before.lost)), [draft]);
  useLayoutEffect(() => markSteps(page, before.number), []);
  return {
    draft,
    change: (to) => setDraft((old) => ({ ...old, ...to })),
    lost: secrets.filter((key) => draft[key] === "" && before.lost.includes(key)),
    forget: () => keep(undefined),
  };
}

/** The draft that this step in the history belongs to, or a new one. */
function found(page: string): Kept {
  const { draft } = (history.state ?? {}) as { readonly draft?: number };
  const there = stored().all[page];
  return there && there.number === draft ? there : { number: Date.now(), values: {}, lost: [] };
}

/** Notes in each of the form's steps in the history whose it is. */
function markSteps(page: string, draft: number): () => void {
  const mark = () => {
    if (location.pathname === page) history.replaceState({ ...history.state, draft }, "");
  };
  mark();
  addEventListener("popstate", mark);
  return () => removeEventListener("popstate", mark);
}
