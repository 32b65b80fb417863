/** A part of a page that has an address of its own. */
export interface Tab {
  readonly key: string;
  readonly title: string;
}

/**
 * The parts of a page as links, so that each can be reloaded, sent to somebody, and opened beside another.
 *
 * @param base the address that the parts are below, by their keys; it shows the first of them itself
 */
export function Tabs(props: { of: readonly Tab[]; now: string; base: string; label: string }) {
  return (
    <nav class="tabs" aria-label={props.label}>
      {props.of.map((tab) => (
        <a
          key={tab.key}
          href={`${props.base}/${tab.key}`}
          aria-current={tab.key === props.now ? "page" : undefined}
        >
          {tab.title}
        </a>
      ))}
    </nav>
  );
}
