import type { Hearer } from "../../main/console/core/stream";
import { keepStream } from "../../main/console/core/stream";
import { equal, test } from "./harness";

/** Stands in for the browser's. */
class Source {
  static readonly CLOSED = 2;
  readyState = 0;
  onopen = () => {};
  onerror = () => {};
  addEventListener(): void {}
  close(): void {}

  constructor() {
    last = this;
  }
}

let last: Source | undefined;

/** What is told of a stream with which something happens. */
function told(what: (source: Source) => void): string[] {
  const said: string[] = [];
  const hearer: Hearer = {
    changed: (list) => said.push(list),
    streams: (now) => said.push(now ? "there" : "gone"),
    expired: () => said.push("expired"),
  };
  const real = globalThis.EventSource;
  globalThis.EventSource = Source as unknown as typeof EventSource;
  const end = keepStream("/", hearer);
  globalThis.EventSource = real;
  what(last!);
  const heard = [...said];
  end();
  return heard;
}

test("a stream that ends and is soon there again was never gone, but what it did not tell is read", () => {
  const heard = told((source) => {
    source.onopen();
    source.onerror();
    source.onerror();
    source.onopen();
  });
  equal(heard, ["there", "there"]);
});

test("a stream that is refused is gone at once", () => {
  const heard = told((source) => {
    source.readyState = Source.CLOSED;
    source.onerror();
  });
  equal(heard, ["gone"]);
});
