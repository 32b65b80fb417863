import { Copy } from "../parts/copy";

/** A call of the API, as it is shown. */
export interface ShownCall {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

/** What a form does, for those who would rather have it in a script. */
export function TheSame({ calls, terraform }: { calls: readonly ShownCall[]; terraform: string }) {
  const text = calls
    .map((one) => `${one.method} ${one.path}\n${JSON.stringify(one.body, null, 2)}\n`)
    .join("\n");
  return (
    <>
      <Folded title={calls.length > 1 ? "The same as API calls" : "The same as an API call"} text={text} />
      <Folded title="The same as Terraform" text={terraform} />
    </>
  );
}

function Folded({ title, text }: { title: string; text: string }) {
  return (
    <details>
      <summary>{title}</summary>
      <Copy text={text} label={title.toLowerCase()} />
      <pre tabIndex={0}>{text}</pre>
    </details>
  );
}
