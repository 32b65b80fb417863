import { render } from "preact";
import { pages } from "./pages";

render(<h1>Causeway has {pages.length} pages</h1>, document.getElementById("app")!);
