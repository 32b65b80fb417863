import "./attention.tests";
import "./clients.tests";
import "./dialogs.tests";
import "./drafts.tests";
import "./fields.tests";
import "./menu.tests";
import "./outcome.tests";
import "./pictures.tests";
import "./refusals.tests";
import "./router.tests";
import "./stream.tests";
import "./things.tests";
import "./updated.tests";
import "./words.tests";
import { run } from "./harness";

void run(document.getElementById("results")!);
