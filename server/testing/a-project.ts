import { randomBytes } from "node:crypto";
import type { UserContext } from "../context.ts";
import { createProject } from "../projects/create-project.ts";

/** A project made as a person makes it. */
export async function aProject(
  ctx: UserContext,
  name = `Project ${randomBytes(4).toString("hex")}`,
): Promise<string> {
  return (await createProject(ctx, { name, description: "" })).id;
}
