import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Point, Room, Scale } from "./plot";
import { line, scale, summary, ticks } from "./plot";

/** A line of a chart. All of a chart have a point for the same moments. */
export interface Series {
  readonly name: string;
  readonly points: readonly Point[];
}

interface Props {
  readonly title: string;
  readonly series: readonly Series[];
  /** How a value is written, with its unit. */
  readonly text: (value: number) => string;
  /** The least that the top of the chart stands for. */
  readonly least?: number;
}

const EDGES = { height: 220, left: 64, right: 12, top: 12, bottom: 26 };
const KEYS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, PageUp: -60, PageDown: 60 };

function clock(t: number): string {
  return new Date(t).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
}

/** What was measured, as lines. Pointer or arrow keys read a moment. */
export function Chart({ title, series, text, least = 1 }: Props) {
  const figure = useRef<HTMLElement>(null);
  const svg = useRef<SVGSVGElement>(null);
  const width = useWidth(figure);
  const [at, setAt] = useState<number>();
  const moments = series[0]?.points ?? [];
  const last = moments.length - 1;
  const drawn = useMemo(() => draw(series, width, least), [series, width, least]);
  const words = useMemo(() => inWords(series, text), [series, text]);
  const to = (index: number) => setAt(Math.max(0, Math.min(last, index)));
  const point = (clientX: number) => {
    const box = svg.current!.getBoundingClientRect();
    const { left, right } = EDGES;
    const share = (((clientX - box.left) / box.width) * width - left) / (width - left - right);
    to(Math.round(share * last));
  };
  const key = (e: KeyboardEvent) => {
    const by = KEYS[e.key];
    if (by === undefined && e.key !== "Home" && e.key !== "End") return;
    e.preventDefault();
    to(by === undefined ? (e.key === "Home" ? 0 : last) : (at ?? last) + by);
  };
  const said = at === undefined ? total(series, text) : reading(series, at, text);
  return (
    <figure class="chart" ref={figure}>
      <figcaption>
        <span>{title}</span>
        <output aria-live="off">{said}</output>
      </figcaption>
      <svg
        ref={svg}
        viewBox={`0 0 ${width} ${EDGES.height}`}
        role="slider"
        tabIndex={0}
        aria-label={`${title}. ${words}. Arrow keys move in time`}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, last)}
        aria-valuenow={at ?? last}
        aria-valuetext={said}
        onPointerMove={(e) => point(e.clientX)}
        onPointerLeave={() => setAt(undefined)}
        onBlur={() => setAt(undefined)}
        onKeyDown={key}
      >
        <Axes room={drawn.room} at={drawn.at} most={drawn.most} text={text} from={drawn.from} until={drawn.until} />
        {drawn.paths.map((path, i) => (
          <path key={i} class={`line series-${i + 1}`} d={path} />
        ))}
        {at !== undefined && moments[at] && <Cross series={series} index={at} at={drawn.at} />}
      </svg>
      {series.length > 1 && (
        <ul class="legend">
          {series.map((one, i) => (
            <li key={one.name}>
              <svg viewBox="0 0 24 8" aria-hidden="true">
                <path class={`line series-${i + 1}`} d="M1 4H23" />
              </svg>
              {one.name}
            </li>
          ))}
        </ul>
      )}
    </figure>
  );
}

function useWidth(of: { current: HTMLElement | null }): number {
  const [width, setWidth] = useState(900);
  useLayoutEffect(() => {
    const watch = new ResizeObserver(([entry]) => setWidth(Math.max(240, Math.round(entry!.contentRect.width))));
    watch.observe(of.current!);
    return () => watch.disconnect();
  }, []);
  return width;
}

function draw(series: readonly Series[], width: number, least: number) {
  const room: Room = { ...EDGES, width };
  const points = series[0]?.points ?? [];
  const from = points[0]?.t ?? 0;
  const until = points.at(-1)?.t ?? 1;
  let most = least;
  for (const one of series) for (const { v } of one.points) if (v !== null && v > most) most = v;
  most *= 1.1;
  const at = scale(room, from, until, most);
  return { room, from, until, most, at, paths: series.map((one) => line(one.points, at)) };
}

function Axes(props: {
  room: Room;
  at: Scale;
  most: number;
  text: (value: number) => string;
  from: number;
  until: number;
}) {
  const { room, at, from, until } = props;
  const count = room.width < 500 ? 3 : 6;
  const moments = Array.from({ length: count + 1 }, (_, i) => from + (i * (until - from)) / count);
  const within = (x: number) => Math.min(room.width - room.right - 18, Math.max(room.left, x));
  return (
    <>
      {ticks(props.most, 4).map((value) => (
        <g key={value}>
          <path class="grid" d={`M${room.left} ${at.y(value)}H${room.width - room.right}`} />
          <text class="axis end" x={room.left - 6} y={at.y(value) + 4}>
            {props.text(value)}
          </text>
        </g>
      ))}
      {moments.map((t) => (
        <text key={t} class="axis mid" x={within(at.x(t))} y={room.height - 8}>
          {clock(t)}
        </text>
      ))}
    </>
  );
}

function Cross({ series, index, at }: { series: readonly Series[]; index: number; at: Scale }) {
  const x = at.x(series[0]!.points[index]!.t);
  return (
    <>
      <path class="cross" d={`M${x} ${EDGES.top}V${EDGES.height - EDGES.bottom}`} />
      {series.map((one, i) => {
        const v = one.points[index]?.v;
        if (v === null || v === undefined) return null;
        return <circle key={one.name} class={`dot series-${i + 1}`} cx={x} cy={at.y(v)} r={4} />;
      })}
    </>
  );
}

function reading(series: readonly Series[], index: number, text: (value: number) => string): string {
  const values = series.map((one) => {
    const v = one.points[index]?.v;
    const said = v === null || v === undefined ? "nothing measured" : text(v);
    return series.length > 1 ? `${one.name} ${said}` : said;
  });
  return [clock(series[0]!.points[index]!.t), ...values].join(" · ");
}

/** The picture for those who do not see it. */
function inWords(series: readonly Series[], text: (value: number) => string): string {
  return series
    .map(({ name, points }) => {
      const { least, mean, most, missing } = summary(points);
      if (missing === points.length) return `${name}: nothing measured`;
      return `${name}: lowest ${text(least)}, mean ${text(mean)}, highest ${text(most)}`;
    })
    .join("; ");
}

function total(series: readonly Series[], text: (value: number) => string): string {
  return series
    .map((one) => {
      const { median, high, missing } = summary(one.points);
      if (missing === one.points.length) return series.length > 1 ? `${one.name}: nothing` : "nothing measured yet";
      const said = `median ${text(median)}, 99 % below ${text(high)}`;
      return series.length > 1 ? `${one.name} ${said}` : said;
    })
    .join(" · ");
}
