import type { ComponentChildren, VNode } from "preact";
import { useMemo, useState } from "preact/hooks";
import { Check } from "./controls";
import { useQuery } from "./query";
import type { Order, SortKey } from "./sorting";
import { knownBy, matcher, orderOf, orderText, sorted } from "./sorting";

export interface Column<T> {
  readonly key: string;
  readonly title: string;
  readonly cell: (row: T) => ComponentChildren;
  /** What rows are sorted by; a column without it cannot be sorted by. */
  readonly by?: (row: T) => SortKey;
  readonly numeric?: boolean;
  /** Where it stands on a narrow screen: beside the title, over the whole width, or as title and value. */
  readonly narrow?: "corner" | "wide";
}

/** Several rows to do something with. */
export interface Choice {
  readonly of: ReadonlySet<string>;
  readonly to: (of: ReadonlySet<string>) => void;
}

interface Props<T> {
  /** What the rows are, in the plural, such as "VPN gateways". */
  readonly name: string;
  readonly rows: readonly T[];
  readonly id: (row: T) => string;
  /** The first column is what a row is called. */
  readonly columns: readonly Column<T>[];
  /** All words by which a row may be looked for. */
  readonly words: (row: T) => readonly (string | undefined)[];
  /** The order before anybody chose one. */
  readonly order?: string;
  readonly actions?: (row: T) => ComponentChildren;
  /** Rows that are chosen, by their ids, if any can be. */
  readonly choice?: Choice;
  /** Put before the names in the address, where a page has several tables. */
  readonly prefix?: string;
}

/** More rows than this are shown only when asked for, so that a long list answers to each key at once. */
const MOST = 50;

/** Rows that can be looked through and sorted; on a narrow screen each of them is a card. */
export function Table<T extends object>(props: Props<T>) {
  const { rows, columns, prefix = "" } = props;
  const [typed, setTyped] = useQuery(`${prefix}q`);
  const [chosen, setChosen] = useQuery(`${prefix}sort`);
  const [all, setAll] = useState(false);
  const order = orderOf(chosen || props.order || columns[0]!.key);
  const known = useMemo(
    () => rows.map((row) => ({ row, words: knownBy(props.words(row)) })),
    [rows, props.words],
  );
  const found = useMemo(() => {
    const fits = matcher(typed);
    const left = known.filter((one) => fits(one.words)).map((one) => one.row);
    const by = columns.find((column) => column.key === order.column)?.by;
    return by ? sorted(left, by, order.down) : left;
  }, [known, typed, order.column, order.down, columns]);
  const shown = all ? found : found.slice(0, MOST);
  const drawn = useDrawn(props);
  const sort = (column: string) =>
    setChosen(orderText({ column, down: order.column === column && !order.down }));
  return (
    <>
      <div class="tools">
        <label class="search">
          <span class="hidden">Filter {props.name}</span>
          <input
            type="search"
            placeholder="Filter by name, address, status…"
            value={typed}
            onInput={(e) => setTyped(e.currentTarget.value)}
          />
        </label>
        <span class="quiet" role="status">
          {found.length === rows.length ? rows.length : `${found.length} of ${rows.length}`}
          <span class="hidden"> {props.name}</span>
        </span>
        {props.choice && found.length > 0 && <All id={`${prefix}all`} of={found.map(props.id)} choice={props.choice} />}
      </div>
      {found.length === 0 ? (
        <p class="nothing">
          Nothing matches “{typed}”.{" "}
          <button type="button" class="link" onClick={() => setTyped("")}>
            Show all
          </button>
        </p>
      ) : (
        <div class="scroll" role="region" aria-label={props.name} tabIndex={0}>
          <table role="table">
            <Titles columns={columns} order={order} actions={Boolean(props.actions)} sort={sort} />
            <tbody role="rowgroup">
              {shown.map(drawn)}
            </tbody>
          </table>
        </div>
      )}
      {found.length > shown.length && (
        <button type="button" onClick={() => setAll(true)}>
          Show all {found.length}
        </button>
      )}
    </>
  );
}

/** Draws a row once for as long as nothing about it changes: what was drawn is left alone while somebody filters. */
function useDrawn<T extends object>({ id, columns, actions, choice, words }: Props<T>): (row: T) => VNode {
  return useMemo(() => {
    const known = new WeakMap<T, VNode>();
    return (row) => {
      const drawn =
        known.get(row) ?? (
          <Row key={id(row)} row={row} id={id(row)} columns={columns} actions={actions}>
            {choice && <Pick of={id(row)} name={words(row)[0]} choice={choice} />}
          </Row>
        );
      known.set(row, drawn);
      return drawn;
    };
  }, [id, columns, actions, choice?.of]);
}

function Titles<T>(props: {
  columns: readonly Column<T>[];
  order: Order;
  actions: boolean;
  sort: (column: string) => void;
}) {
  const way = (column: Column<T>) => {
    if (!column.by || column.key !== props.order.column) return undefined;
    return props.order.down ? "descending" : "ascending";
  };
  return (
    <thead role="rowgroup">
      <tr role="row">
        {props.columns.map((column) => (
          <th
            key={column.key}
            role="columnheader"
            scope="col"
            class={column.numeric ? "num" : undefined}
            aria-sort={way(column)}
          >
            {column.by ? (
              <button type="button" class="sort" onClick={() => props.sort(column.key)}>
                {column.title}
              </button>
            ) : (
              column.title
            )}
          </th>
        ))}
        {props.actions && (
          <th role="columnheader" scope="col">
            <span class="hidden">Actions</span>
          </th>
        )}
      </tr>
    </thead>
  );
}

/** All rows that the filter shows. */
function All({ id, of, choice }: { id: string; of: readonly string[]; choice: Choice }) {
  return (
    <Check id={id} on={of.every((one) => choice.of.has(one))} change={(on) => choice.to(new Set(on ? of : []))}>
      Choose all
    </Check>
  );
}

function Pick({ of, name, choice }: { of: string; name: string | undefined; choice: Choice }) {
  const pick = (on: boolean) => choice.to(new Set(on ? [...choice.of, of] : [...choice.of].filter((id) => id !== of)));
  return (
    <input
      type="checkbox"
      class="pick"
      aria-label={`Choose ${name}`}
      checked={choice.of.has(of)}
      onChange={(e) => pick(e.currentTarget.checked)}
    />
  );
}

/** The roles are said once more, as a table that is laid out otherwise loses them. */
function Row<T>(props: {
  row: T;
  id: string;
  columns: readonly Column<T>[];
  actions?: ((row: T) => ComponentChildren) | undefined;
  children: ComponentChildren;
}) {
  const [first, ...others] = props.columns;
  return (
    <tr role="row" data-id={props.id}>
      <th role="rowheader" scope="row">
        {props.children}
        {first!.cell(props.row)}
      </th>
      {others.map((column) => (
        <td
          key={column.key}
          role="cell"
          data-of={column.title}
          class={[column.numeric ? "num" : "", column.narrow ?? ""].join(" ").trim() || undefined}
        >
          <div>{column.cell(props.row)}</div>
        </td>
      ))}
      {props.actions && (
        <td role="cell" class="acts">
          {props.actions(props.row)}
        </td>
      )}
    </tr>
  );
}
