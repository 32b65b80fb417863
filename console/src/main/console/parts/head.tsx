import type { ComponentChildren } from "preact";

export interface Crumb {
  readonly title: string;
  readonly to: string;
}

/** The head of a page: where it is, what it is, and what can be done with all of it. */
export function Head(props: { title: ComponentChildren; crumbs?: readonly Crumb[]; children?: ComponentChildren }) {
  return (
    <header class="head">
      {props.crumbs && (
        <nav class="crumbs" aria-label="Breadcrumb">
          {props.crumbs.map((crumb) => (
            <span key={crumb.to}>
              <a href={crumb.to}>{crumb.title}</a> <span aria-hidden="true">/</span>
            </span>
          ))}
        </nav>
      )}
      <h1 tabIndex={-1}>{props.title}</h1>
      {props.children && <div class="head-actions">{props.children}</div>}
    </header>
  );
}
