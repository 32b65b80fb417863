/** How a thing is doing, for its mark and colour; red is for faults alone. */
export type Tone = "good" | "bad" | "busy" | "warn" | "idle";

const TONES: Readonly<Record<string, Tone>> = {
  ACTIVE: "good",
  OK: "good",
  UP: "good",
  ELB: "good",
  ESTABLISHED: "good",
  PENDING_CREATE: "busy",
  PENDING_UPDATE: "busy",
  PENDING_DELETE: "busy",
  CREATING: "busy",
  UPDATING: "busy",
  DELETING: "busy",
  APPLYING: "busy",
  DOWN: "bad",
  FAULT: "bad",
  ERROR: "bad",
  FAILED: "bad",
  FROZEN: "warn",
  DEGRADED: "warn",
  // Its traffic is led by another one: no fault, but one less to fall back on.
  DRAINING: "warn",
  DRAINED: "warn",
};

const WORDS: Readonly<Record<string, string>> = {
  PENDING_CREATE: "Being created",
  PENDING_UPDATE: "Being changed",
  PENDING_DELETE: "Being deleted",
  OK: "OK",
  UP: "Up",
};

/** The tone of a status as the API names it; a status that is not known here is no reason for alarm. */
export function toneOf(status: string): Tone {
  return TONES[status.toUpperCase()] ?? "idle";
}

/** A status in words: those of pending things say what is happening. */
export function statusWord(status: string): string {
  return WORDS[status] ?? sentence(status.replaceAll("_", " ").toLowerCase());
}

/** The same text with a capital at its beginning. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A number of things: `1 gateway`, `3 gateways`. */
export function many(count: number, one: string, more = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : more}`;
}

/** The moment of a time as the API sends it: where no zone is named, it is UTC. */
export function moment(at: string): Date {
  return new Date(/(Z|[+-]\d\d:?\d\d)$/i.test(at) ? at : `${at.replace(" ", "T")}Z`);
}

/** A time in full, in UTC, to the second. */
export function fullTime(at: string): string {
  const when = moment(at);
  return Number.isNaN(when.getTime()) ? at : `${when.toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long ago something was. Clocks of two machines differ, so what is to come within a minute is now. */
export function ago(at: string, now: number = Date.now()): string {
  const seconds = (now - moment(at).getTime()) / 1000;
  if (Number.isNaN(seconds)) return at;
  if (seconds <= -MINUTE) return `in ${duration(-seconds)}`;
  return seconds < 10 ? "just now" : `${duration(seconds)} ago`;
}

/** A time in its largest unit, rounded down: `42 s`, `3 min`, `5 h`, `12 d`. */
export function duration(seconds: number): string {
  if (seconds < MINUTE) return `${Math.floor(seconds)} s`;
  if (seconds < HOUR) return `${Math.floor(seconds / MINUTE)} min`;
  if (seconds < 2 * DAY) return `${Math.floor(seconds / HOUR)} h`;
  return `${Math.floor(seconds / DAY)} d`;
}

/** An amount of data in units of 1000: `640 B`, `1.4 kB`, `23 MB`. */
export function bytes(count: number): string {
  return scaled(count, ["B", "kB", "MB", "GB", "TB", "PB"]);
}

/** A rate of data: `12 kbit/s`. */
export function bitRate(bitsPerSecond: number): string {
  return scaled(bitsPerSecond, ["bit/s", "kbit/s", "Mbit/s", "Gbit/s", "Tbit/s"]);
}

function scaled(amount: number, units: readonly string[]): string {
  let unit = 0;
  let left = amount;
  // What would be rounded to 1000 is 1 of the next unit.
  while (left >= 999.5 && unit < units.length - 1) {
    left /= 1000;
    unit++;
  }
  const short = unit > 0 && left < 9.95 ? left.toFixed(1).replace(/\.0$/, "") : Math.round(left).toString();
  return `${short} ${units[unit]}`;
}
