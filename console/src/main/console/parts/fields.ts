import type { Violation } from "../core/api";

/** A field of a form, and which members of the request it fills. */
export interface FieldOf {
  readonly key: string;
  readonly label: string;
  /** Paths in the body; what is inside of them belongs to the field as well. */
  readonly fills: readonly string[];
  /** In which step of a wizard it stands, from 0. */
  readonly step?: number;
}

/** A violation with the field that it is about; none if the form has no such field. */
export interface Placed {
  readonly violation: Violation;
  readonly field: FieldOf | undefined;
  /** Which entry of a list, from 1. */
  readonly number: number | undefined;
}

function inside(path: string, outer: string): boolean {
  return path === outer || path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`);
}

/** Finds the field of each violation: of several that it may belong to, the one that names it most closely. */
export function place(violations: readonly Violation[], fields: readonly FieldOf[]): Placed[] {
  return violations.map((violation) => {
    const [best] = fields
      .flatMap((field) => field.fills.filter((path) => inside(violation.path, path)).map((path) => ({ field, path })))
      .sort((a, b) => b.path.length - a.path.length);
    return { violation, field: best?.field, number: best && numberIn(violation.path.slice(best.path.length)) };
  });
}

/** What is said at fields whose secrets were not kept when the page was loaded again. */
export function missing(keys: readonly string[], fields: readonly FieldOf[]): Placed[] {
  const violation = { path: "", message: "was not kept; type it again" };
  return fields
    .filter((field) => keys.includes(field.key))
    .map((field) => ({ violation, field, number: undefined }));
}

function numberIn(rest: string): number | undefined {
  const found = /^\[(\d+)\]/.exec(rest);
  return found ? Number(found[1]) + 1 : undefined;
}

/** What is said at a field: a sentence for each violation, once, with the entry's number where it is one of a list. */
export function saidAt(placed: readonly Placed[], key: string): string[] {
  const said = placed
    .filter((one) => one.field?.key === key)
    .map((one) => (one.number === undefined ? one.violation.message : `number ${one.number} ${one.violation.message}`));
  return [...new Set(said)];
}

/** The first step with something wrong in it, if steps are known. */
export function firstStep(placed: readonly Placed[]): number | undefined {
  const steps = placed.flatMap((one) => (one.field?.step === undefined ? [] : [one.field.step]));
  return steps.length === 0 ? undefined : Math.min(...steps);
}

/** A text as the value of a member: what is empty is left out, so that the service says that it is missing. */
export function given(text: string): string | undefined {
  const trimmed = text.trim();
  return trimmed === "" ? undefined : trimmed;
}

/** A number as the value of a member. What is no number goes as it was typed: the service says what it wants. */
export function numeric(text: string): number | string | undefined {
  const trimmed = text.trim();
  if (trimmed === "") return undefined;
  return /^\d+$/.test(trimmed) ? Number(trimmed) : trimmed;
}

/** Entries that are separated by spaces, commas or lines. */
export function entries(text: string): string[] {
  return text.split(/[\s,;]+/).filter(Boolean);
}
