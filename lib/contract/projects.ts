import { z } from "zod";
import { type Instant, id, line, paragraph } from "./fields.ts";

export const projectName = line("name", 100);

export const createProjectInput = z.strictObject({
  name: projectName,
  description: paragraph(500).default(""),
});
export type CreateProjectInput = z.infer<typeof createProjectInput>;

export const updateProjectInput = z.strictObject({
  projectId: id("proj"),
  name: projectName,
  description: paragraph(500),
});
export type UpdateProjectInput = z.infer<typeof updateProjectInput>;

/** `confirmName` is typed by the person and must equal the project's name. */
export const deleteProjectInput = z.strictObject({ projectId: id("proj"), confirmName: z.string().max(200) });
export type DeleteProjectInput = z.infer<typeof deleteProjectInput>;

export const projectInput = z.strictObject({ projectId: id("proj") });
export type ProjectInput = z.infer<typeof projectInput>;

export type ProjectView = {
  id: string;
  name: string;
  description: string;
  createdAt: Instant;
  secretCount: number;
  machineCount: number;
  lastReadAt: Instant | null;
};

/** What deleting the project takes with it, counted and named before it is confirmed. */
export type ProjectDeletionView = {
  secrets: { id: string; name: string; lastReadAt: Instant | null }[];
  trashedSecretCount: number;
  machines: { id: string; name: string }[];
  tokens: { id: string; name: string }[];
};
