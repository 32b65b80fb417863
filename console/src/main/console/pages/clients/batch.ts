import type { Violation } from "../../core/api";
import { given } from "../../parts/fields";

/** A user of a table, as the API takes it. */
export interface Wanted {
  readonly name: string | undefined;
  readonly password: string | undefined;
  readonly user_group_name: string | undefined;
  readonly description: string | undefined;
  readonly static_ip: string | undefined;
}

/** A user that cannot be made, as it was sent. */
export interface Unfit {
  readonly name?: string;
  readonly cause: string;
}

/**
 * The users of a table: a line for each, with name, password, group, description and own address. Cells are separated
 * by tabs, as spreadsheets copy them, or else by commas, where one with commas stands in quotation marks.
 */
export function usersOf(text: string): Wanted[] {
  return text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const [name = "", password = "", group = "", description = "", address = ""] = cellsOf(line);
      return {
        name: given(name),
        password: password || undefined,
        user_group_name: given(group),
        description: given(description),
        static_ip: given(address),
      };
    });
}

function cellsOf(line: string): string[] {
  if (line.includes("\t")) return line.split("\t");
  // A cell is in quotation marks, with those inside of it twice, or has none at its beginning.
  const cells = line.matchAll(/\s*(?:"((?:[^"]|"")*)"\s*|([^,]*))(?:,|$)/g);
  return [...cells].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain!.trim());
}

/** What is wrong with whom, at the lines of the table. A name that is there twice is wrong where it comes again. */
export function violationsOf(users: readonly Wanted[], unfit: readonly Unfit[]): Violation[] {
  const left = users.map((user) => user.name);
  return unfit.map(({ name, cause }) => {
    const again = cause.startsWith("Duplicate");
    const at = again ? left.lastIndexOf(name) : left.indexOf(name);
    if (at >= 0) left[at] = "\n";
    const who = name ?? "somebody without a name";
    return { path: at < 0 ? "users" : `users[${at}]`, message: `(${who}): ${cause}` };
  });
}
