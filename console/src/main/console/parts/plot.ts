/** A value at a moment, in milliseconds since 1970; null where nothing was measured. */
export interface Point {
  readonly t: number;
  readonly v: number | null;
}

/** Where values stand on the screen. */
export interface Scale {
  readonly x: (t: number) => number;
  readonly y: (v: number) => number;
}

/** The room that a chart is drawn in, with what its edges leave to the axes. */
export interface Room {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export function scale(room: Room, from: number, until: number, most: number): Scale {
  const wide = room.width - room.left - room.right;
  const high = room.height - room.top - room.bottom;
  return {
    x: (t) => room.left + ((t - from) / Math.max(1, until - from)) * wide,
    y: (v) => room.top + (1 - v / most) * high,
  };
}

/** Round steps of 1, 2 or 5 times a power of ten, from 0 up to the highest value. */
export function ticks(most: number, about: number): number[] {
  const raw = most / about;
  const power = 10 ** Math.floor(Math.log10(raw));
  const unit = ([1, 2, 5, 10].find((step) => step * power >= raw) ?? 10) * power;
  return Array.from({ length: Math.floor(most / unit) + 1 }, (_, i) => i * unit);
}

/** One path through all points, with gaps where nothing was measured. */
export function line(points: readonly Point[], at: Scale): string {
  const parts: string[] = [];
  let drawing = false;
  for (const { t, v } of points) {
    if (v === null) {
      drawing = false;
      continue;
    }
    parts.push(`${drawing ? "L" : "M"}${at.x(t).toFixed(1)} ${at.y(v).toFixed(1)}`);
    // A point without neighbours is seen as a dot, as the line has round ends.
    if (!drawing) parts.push("h0");
    drawing = true;
  }
  return parts.join("");
}

/**
 * A point for each period between two moments, with gaps for those of which nothing is known.
 *
 * @param period in milliseconds
 */
export function filled(known: readonly Point[], from: number, until: number, period: number): Point[] {
  const values = new Map(known.map((point) => [Math.floor(point.t / period), point.v]));
  const first = Math.floor(from / period);
  return Array.from({ length: Math.floor(until / period) - first + 1 }, (_, i) => ({
    t: (first + i) * period,
    v: values.get(first + i) ?? null,
  }));
}

/** What there is to say of points in a few numbers. */
export interface Extent {
  readonly least: number;
  readonly mean: number;
  readonly most: number;
  readonly median: number;
  /** 99 of 100 stay below. */
  readonly high: number;
  /** How many have no value. */
  readonly missing: number;
}

/** Without any value all numbers are 0. */
export function summary(points: readonly Point[]): Extent {
  const values = points.flatMap((point) => (point.v === null ? [] : [point.v])).sort((a, b) => a - b);
  return {
    least: values[0] ?? 0,
    mean: values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length),
    most: values.at(-1) ?? 0,
    median: values[values.length >> 1] ?? 0,
    high: values[Math.floor(values.length * 0.99)] ?? 0,
    missing: points.length - values.length,
  };
}
