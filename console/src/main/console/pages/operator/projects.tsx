import { useLive } from "../../core/live";
import { Copied } from "../../parts/copy";
import { Head } from "../../parts/head";
import { Loaded } from "../../parts/loaded";
import type { Column } from "../../parts/table";
import { Table } from "../../parts/table";
import type { TenantProject } from "./types";

/** All tenants' projects. */
export function ProjectList() {
  const projects = useProjects();
  return (
    <>
      <Head title="Projects">
        <a class="button primary" href="/console/operator/projects/new">
          Create a project
        </a>
      </Head>
      <Loaded of={projects} what="the projects">
        {({ projects: all }) => (
          <Table
            name="Projects"
            rows={all}
            id={(project) => project.id}
            columns={COLUMNS}
            words={(project) => [project.name, project.id, project.domain_id]}
          />
        )}
      </Loaded>
    </>
  );
}

export function useProjects() {
  return useLive<{ projects: readonly TenantProject[] }>("/admin/v1/projects", "projects");
}

const COLUMNS: readonly Column<TenantProject>[] = [
  {
    key: "id",
    title: "Project",
    cell: (project) => <a href={`/console/operator/projects/${project.id}`}>{project.id}</a>,
    by: (project) => project.id,
  },
  { key: "name", title: "Region", cell: (project) => project.name, by: (project) => project.name },
  {
    key: "domain",
    title: "Domain",
    cell: (project) => <Copied text={project.domain_id} label={`id of the domain of ${project.id}`} />,
    by: (project) => project.domain_id,
  },
];
