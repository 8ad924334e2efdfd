import { and, asc, eq, sql } from "drizzle-orm";
import { AppError } from "#lib/errors.ts";
import type { Executor, Transaction } from "../client.ts";
import { brokenConstraint } from "../constraint.ts";
import { projects } from "../schema/projects.ts";
import { lastReadAt } from "./last-read.ts";
import { isMachineLive } from "./live-machine.ts";

export type NewProject = {
  readonly id: string;
  readonly vaultId: string;
  readonly name: string;
  readonly description: string;
};

export async function insertProject(tx: Transaction, project: NewProject): Promise<void> {
  const { id, vaultId, name, description } = project;
  await tx
    .insert(projects)
    .values({ id, vaultId, name, description })
    .catch((error: unknown) => refuseTakenName(error, name));
}

/** False when the vault has no such project. */
export async function updateProject(tx: Transaction, project: NewProject): Promise<boolean> {
  const { id, vaultId, name, description } = project;
  const updated = await tx
    .update(projects)
    .set({ name, description })
    .where(and(eq(projects.id, id), eq(projects.vaultId, vaultId)))
    .returning({ id: projects.id })
    .catch((error: unknown) => refuseTakenName(error, name));
  return updated.length === 1;
}

function refuseTakenName(error: unknown, name: string): never {
  if (brokenConstraint(error) !== "projects_vault_name") throw error;
  const message = `A project named ${name} exists already. Choose another name.`;
  throw new AppError("conflict", { message, issues: [{ path: "name", message }], cause: error });
}

export async function findProject(db: Executor, vaultId: string, projectId: string) {
  const [row] = await db
    .select({ id: projects.id, name: projects.name })
    .from(projects)
    .where(and(eq(projects.id, projectId), eq(projects.vaultId, vaultId)));
  return row ?? null;
}

const overview = {
  id: projects.id,
  name: projects.name,
  description: projects.description,
  createdAt: projects.createdAt,
  secretCount: sql<number>`(select count(*)::int from secrets
    where secrets.project_id = projects.id and secrets.deleted_at is null)`,
  machineCount: sql<number>`(select count(*)::int from machine_projects
    join machines on machines.id = machine_projects.machine_id
    where machine_projects.project_id = projects.id and ${isMachineLive})`,
  lastReadAt: lastReadAt("project"),
};

export type ProjectOverview = Awaited<ReturnType<typeof listProjects>>[number];

/** By name, each with its live secrets, its live machines and its last read. */
export function listProjects(db: Executor, vaultId: string) {
  return db.select(overview).from(projects).where(eq(projects.vaultId, vaultId)).orderBy(asc(projects.name));
}

export async function findProjectOverview(db: Executor, vaultId: string, projectId: string) {
  const [row] = await db
    .select(overview)
    .from(projects)
    .where(and(eq(projects.id, projectId), eq(projects.vaultId, vaultId)));
  return row ?? null;
}
