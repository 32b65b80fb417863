/** A test: what it says holds, and what holds it. */
interface Test {
  readonly says: string;
  readonly holds: () => void;
}

const tests: Test[] = [];

/** @param says a sentence that is true when the test passes */
export function test(says: string, holds: () => void): void {
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

function resultOf({ says, holds }: Test): Result {
  try {
    holds();
    return { name: says, passed: true, said: "" };
  } catch (e) {
    return { name: says, passed: false, said: e instanceof Error ? e.message : String(e) };
  }
}

/** Runs all tests and lists them in the page. Its body has what became of them for programs, as `data-results`. */
export function run(into: HTMLElement): void {
  const results = tests.map(resultOf);
  for (const { name, passed, said } of results) {
    const line = document.createElement("li");
    line.className = passed ? "" : "failed";
    line.textContent = passed ? name : `${name}: ${said}`;
    into.append(line);
  }
  document.body.dataset["results"] = JSON.stringify(results);
}
