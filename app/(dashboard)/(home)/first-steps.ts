import type { OverviewView } from "#lib/contract/overview.ts";

export type FirstStep = {
  readonly title: string;
  readonly isDone: boolean;
  /** What the open step says; a later one says only what it waits for. */
  readonly what: string;
  readonly waits?: string;
  readonly action?: { readonly label: string; readonly href: string };
};

type Overview = Pick<OverviewView, "checklist" | "firstProjectId">;

/** From nothing to the first pipeline read, computed from what exists. */
export function firstSteps({ checklist, firstProjectId }: Overview): FirstStep[] {
  return [
    {
      title: "Create a project",
      isDone: checklist.project,
      what: "A project keeps the secrets of one service together.",
      action: { label: "Create a project", href: "/projects" },
    },
    {
      title: "Store a secret",
      isDone: checklist.secret,
      what: "A password, a key, a PEM file. It is sealed before it is stored, and nobody can read it yet.",
      action: {
        label: "Store a secret",
        href: firstProjectId === null ? "/projects" : `/projects/${firstProjectId}/secrets/new`,
      },
    },
    {
      title: "Create an enrollment token",
      isDone: checklist.token,
      what: "It lets runners in, within limits that you set. It reads nothing itself.",
      action: { label: "Create a token", href: "/tokens/new" },
    },
    {
      title: "Build the files for your pipeline",
      isDone: checklist.enrolled,
      what: "You get sikkerkey-init.sh and your provider’s snippet, filled in for your token. Commit them and run the pipeline; the token stays with your provider as a secured variable.",
      action: { label: "Choose your provider", href: "/integrations" },
      waits: "Done with the first enrollment of a runner.",
    },
    {
      title: "See the first read",
      isDone: checklist.firstRead,
      what: "A runner has enrolled. Its first signed read ticks this off, with machine, parent token, address and time.",
      action: { label: "Look at the machines", href: "/machines" },
      waits: "Machine, parent token, address and time, here and in the audit log.",
    },
  ];
}

export const isFirstReadDone = (overview: Overview) => firstSteps(overview).every(({ isDone }) => isDone);
