/** A test: what it says holds, and what holds it. */
interface Test {
  readonly says: string;
  readonly holds: () => void | Promise<void>;
}

const tests: Test[] = [];

/** @param says a sentence that is true when the test passes */
export function test(says: string, holds: () => void | Promise<void>): void {
  tests.push({ says, holds });
}

/** Compares values by what they contain. */
export function equal(is: unknown, expected: unknown): void {
  const [left, right] = [JSON.stringify(is), JSON.stringify(expected)];
  if (left !== right) throw new Error(`is ${left}\nand not ${right}`);
}

export function isTrue(is: boolean, what: string): void {
  if (!is) throw new Error(`not so: ${what}`);
}

/** What became of a test; `said` is why it failed. */
interface Result {
  readonly name: string;
  readonly passed: boolean;
  readonly said: string;
}

async function resultOf({ says, holds }: Test): Promise<Result> {
  try {
    await holds();
    return { name: says, passed: true, said: "" };
  } catch (e) {
    return { name: says, passed: false, said: e instanceof Error ? e.message : String(e) };
  }
}

/**
 * Runs all tests, one after the other, and lists them in the page. Its body has what became of them for programs, as
 * `data-results`.
 */
export async function run(into: HTMLElement): Promise<void> {
  const results: Result[] = [];
  for (const one of tests) {
    const result = await resultOf(one);
    results.push(result);
    const { name, passed, said } = result;
    const line = document.createElement("li");
    line.className = passed ? "" : "failed";
    line.textContent = passed ? name : `${name}: ${said}`;
    into.append(line);
  }
  document.body.dataset["results"] = JSON.stringify(results);
}
