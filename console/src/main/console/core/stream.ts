/** What a stream of events tells. */
export interface Hearer {
  /** Something in a list is another than before. */
  changed(list: string): void;
  /** The stream begins, or there is none for longer; what happened before was not told. */
  streams(now: boolean): void;
  /** There is no session any more, or it may not see this. */
  expired(): void;
}

/** When to try again after a stream was refused, in milliseconds: others may be waiting for the place. */
const PAUSE = 20_000;

/** A stream that is there again within so many milliseconds was never gone: the service ends each after some minutes. */
const GAP = 4_000;

/**
 * Keeps one stream of events open while the page is seen. A stream holds one of the six connections that a browser opens
 * to one service, and a page that was left is kept together with its streams: so it ends when the page is hidden or left.
 *
 * @returns ends it
 */
export function keepStream(path: string, hearer: Hearer): () => void {
  let stream: EventSource | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let missing: ReturnType<typeof setTimeout> | undefined;

  const close = () => {
    clearTimeout(again);
    found();
    stream?.close();
    stream = undefined;
  };
  const found = () => {
    clearTimeout(missing);
    missing = undefined;
  };
  const miss = () => {
    missing ??= setTimeout(() => hearer.streams(false), GAP);
  };
  const end = () => {
    close();
    hearer.streams(false);
  };
  const open = () => {
    if (stream || document.visibilityState !== "visible") return;
    clearTimeout(again);
    miss();
    stream = new EventSource(path);
    stream.onopen = () => {
      found();
      hearer.streams(true);
    };
    stream.onerror = () => {
      // The browser goes on trying by itself, unless it was refused.
      if (stream?.readyState !== EventSource.CLOSED) return miss();
      end();
      again = setTimeout(open, PAUSE);
    };
    stream.addEventListener("changed", (event: MessageEvent<string>) => {
      hearer.changed((JSON.parse(event.data) as { list: string }).list);
    });
    stream.addEventListener("expired", () => {
      end();
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
    end();
  };
}
