import type { ComponentChildren } from "preact";

/** Says what would be here, what it needs first, and offers one way to get it. */
export function Empty(props: { title: string; children: ComponentChildren; action?: ComponentChildren }) {
  return (
    <section class="empty">
      <h2>{props.title}</h2>
      <p>{props.children}</p>
      {props.action}
    </section>
  );
}

/** Stands for rows that are being read. */
export function Rows({ count }: { count: number }) {
  return (
    <div class="skeleton" role="status" aria-label="Loading">
      {Array.from({ length: count }, (_, i) => (
        <i key={i} />
      ))}
    </div>
  );
}
