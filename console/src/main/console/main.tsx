import { render } from "preact";
import { App } from "./frame/app";
import { wearTheme } from "./frame/theme";
import { pages } from "./pages";

wearTheme();
render(<App pages={pages} />, document.getElementById("app")!);
