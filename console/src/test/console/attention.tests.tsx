import { render } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { useFocusKept } from "../../main/console/frame/attention";
import { equal, test } from "./harness";

const soon = () => new Promise((resolve) => setTimeout(resolve, 200));

function Page({ row, watches }: { row: boolean; watches?: () => void }) {
  const main = useRef<HTMLElement>(null);
  useFocusKept(main);
  useEffect(() => watches?.(), []);
  return (
    <main ref={main}>
      <h1 tabIndex={-1}>Rows</h1>
      {/* A style in the markup is all that a page without a style sheet has. */}
      <div ref={(space) => void space?.style.setProperty("height", "5000px")} />
      {row && <button type="button">Row</button>}
    </main>
  );
}

/** What has the focus, and whether the page has moved, once a row is gone that was focused far below the title. */
async function afterItsRow(pointed: boolean): Promise<unknown> {
  const into = document.createElement("div");
  document.body.append(into);
  try {
    await new Promise<void>((watches) => render(<Page row watches={watches} />, into));
    const row = into.querySelector("button")!;
    if (pointed) row.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
    row.focus();
    // The browser tells of no focus while its window is not in front.
    if (!document.hasFocus()) row.dispatchEvent(new FocusEvent("focusin", { bubbles: true }));
    const before = scrollY;
    // Rows that stay are as high as the one that goes.
    into.style.paddingBottom = "100px";
    render(<Page row={false} />, into);
    await soon();
    return [document.activeElement?.tagName, scrollY === before && before > 0];
  } finally {
    render(null, into);
    into.remove();
  }
}

test("whoever was on a row that goes is on the title then, and sees what they saw", async () => {
  equal(await afterItsRow(false), ["H1", true]);
});

test("whoever pointed at a row that goes is led nowhere", async () => {
  equal(await afterItsRow(true), ["BODY", true]);
});
