import type { ReactNode } from "react";
import { ButtonLink } from "#app/_components/button.tsx";
import { Icon } from "#app/_components/icon.tsx";
import { Id } from "#app/_components/id.tsx";
import { Crumbs, PageHead } from "#app/_components/page-head.tsx";
import { Tabs } from "#app/_components/tabs.tsx";
import type { ProjectView } from "#lib/contract/projects.ts";

type ProjectFrameProps = {
  project: ProjectView;
  tab: "secrets" | "trash" | "settings";
  children: ReactNode;
};

/** Head and tabs that the three views of a project share. */
export function ProjectFrame({ project, tab, children }: ProjectFrameProps) {
  const base = `/projects/${project.id}`;
  return (
    <>
      <Crumbs trail={[{ label: "Projects", href: "/projects" }]} here={project.name} />
      <PageHead
        tight
        title={project.name}
        beside={<Id id={project.id} />}
        intro={project.description === "" ? undefined : project.description}
        actions={
          tab === "secrets" ? (
            <>
              <ButtonLink href={`${base}/secrets/paste`}>Paste .env</ButtonLink>
              <ButtonLink look="primary" href={`${base}/secrets/new`}>
                <Icon name="plus" />
                New secret
              </ButtonLink>
            </>
          ) : undefined
        }
      />
      <Tabs
        label="Project"
        tabs={[
          { label: "Secrets", href: base, count: project.secretCount, isCurrent: tab === "secrets" },
          { label: "Trash", href: `${base}/trash`, isCurrent: tab === "trash" },
          { label: "Project settings", href: `${base}/settings`, isCurrent: tab === "settings" },
        ]}
      />
      {children}
    </>
  );
}
