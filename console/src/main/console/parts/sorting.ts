/** What a row is sorted by: texts by their words and numbers, numbers by size. */
export type SortKey = string | number;

/** A column, and which way it goes. */
export interface Order {
  readonly column: string;
  readonly down: boolean;
}

const words = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** Reads `name`, or `-name` for the other way. */
export function orderOf(text: string): Order {
  return text.startsWith("-") ? { column: text.slice(1), down: true } : { column: text, down: false };
}

export function orderText(order: Order): string {
  return order.down ? `-${order.column}` : order.column;
}

export function compare(a: SortKey, b: SortKey): number {
  return typeof a === "number" && typeof b === "number" ? a - b : words.compare(String(a), String(b));
}

/** Sorts without changing what it is given; equal rows stay in the order that they had. */
export function sorted<T>(rows: readonly T[], key: (row: T) => SortKey, down: boolean): T[] {
  const keyed = rows.map((row) => ({ row, key: key(row) }));
  keyed.sort((a, b) => (down ? compare(b.key, a.key) : compare(a.key, b.key)));
  return keyed.map((one) => one.row);
}

/** What a row is known by, for {@link matcher}. */
export function knownBy(words: readonly (string | undefined)[]): string {
  return ` ${words.join(" ").toLowerCase()} `;
}

/**
 * Whether each word that was typed stands somewhere in what a row is known by. What was typed in quotes stands
 * there as it is, and not as a part of a longer word.
 */
export function matcher(typed: string): (known: string) => boolean {
  const words = [...typed.toLowerCase().matchAll(/"([^"]+)"|"?([^\s"]+\S*)/g)].map(([, whole, part]) =>
    whole ? ` ${whole} ` : part!,
  );
  return (known) => words.every((word) => known.includes(word));
}
