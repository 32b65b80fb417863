import type { ComponentChildren } from "preact";

export type Fact = readonly [title: string, value: ComponentChildren];

/** Titles with their values. What has no value is left out. */
export function Facts({ of }: { of: readonly (Fact | false | undefined)[] }) {
  return (
    <dl class="facts">
      {of
        .filter((fact): fact is Fact => Boolean(fact))
        .map(([title, value]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

/** Several values, one below the other. */
export function Lines({ of }: { of: readonly ComponentChildren[] }) {
  if (of.length === 0) return <span class="quiet">none</span>;
  return (
    <ul class="lines">
      {of.map((line, i) => (
        <li key={i}>{line}</li>
      ))}
    </ul>
  );
}
