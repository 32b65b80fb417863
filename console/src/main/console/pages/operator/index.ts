import type { Page } from "../page";
import { HostPage } from "./host";
import { HostList } from "./hosts";
import { NewHost } from "./newhost";
import { NewProject } from "./newproject";
import { ProjectList } from "./projects";
import { ProjectQuotas } from "./quotas";

const GROUP = "Operator";

/** For whoever runs the service: what is below `/operator` has a session of its own. */
export const pages: readonly Page[] = [
  { path: "/operator", menu: { group: GROUP, title: "Hosts", needs: "", key: "h" }, view: HostList },
  { path: "/operator/hosts/new", view: NewHost },
  { path: "/operator/hosts/:id", view: HostPage },
  { path: "/operator/projects", menu: { group: GROUP, title: "Projects", needs: "", key: "p" }, view: ProjectList },
  { path: "/operator/projects/new", view: NewProject },
  { path: "/operator/projects/:id", view: ProjectQuotas },
];
