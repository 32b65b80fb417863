import "./menu.tests";
import "./refusals.tests";
import "./router.tests";
import "./words.tests";
import { run } from "./harness";

run(document.getElementById("results")!);
