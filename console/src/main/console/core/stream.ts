/** What a stream of events tells. */
export interface Hearer {
  /** Something in a list is another than before. */
  changed(list: string): void;
  /** The stream begins or ends; what happened in between was not told. */
  streams(now: boolean): void;
  /** There is no session any more, or it may not see this. */
  expired(): void;
}

/** When to try again after a stream was refused, in milliseconds: others may be waiting for the place. */
const PAUSE = 20_000;

/**
 * Keeps one stream of events open while the page is seen. A stream holds one of the six connections that a browser opens
 * to one service, and a page that was left is kept together with its streams: so it ends when the page is hidden or left.
 *
 * @returns ends it
 */
export function keepStream(path: string, hearer: Hearer): () => void {
  let stream: EventSource | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;

  const close = () => {
    clearTimeout(again);
    stream?.close();
    stream = undefined;
    hearer.streams(false);
  };
  const open = () => {
    if (stream || document.visibilityState !== "visible") return;
    clearTimeout(again);
    stream = new EventSource(path);
    stream.onopen = () => hearer.streams(true);
    stream.onerror = () => {
      const over = stream?.readyState === EventSource.CLOSED;
      // Otherwise the browser goes on trying by itself.
      if (!over) return hearer.streams(false);
      close();
      again = setTimeout(open, PAUSE);
    };
    stream.addEventListener("changed", (event: MessageEvent<string>) => {
      hearer.changed((JSON.parse(event.data) as { list: string }).list);
    });
    stream.addEventListener("expired", () => {
      close();
      hearer.expired();
    });
  };
  const seen = () => (document.visibilityState === "visible" ? open() : close());

  document.addEventListener("visibilitychange", seen);
  addEventListener("pagehide", close);
  addEventListener("pageshow", seen);
  open();
  return () => {
    document.removeEventListener("visibilitychange", seen);
    removeEventListener("pagehide", close);
    removeEventListener("pageshow", seen);
    close();
  };
}
