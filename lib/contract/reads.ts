import { z } from "zod";

/** Bodies of the signed POST routes. An id of any shape is taken and answered like an unknown one. */
const anyId = z.string().max(128);
export const projectBody = z.strictObject({ projectId: anyId });
/** Everything, one project, or one application; the project wins when both appear (wire-protocol 2.4). */
export const exportBody = z.strictObject({
  projectId: anyId.nullish(),
  applicationId: anyId.nullish(),
});
export type ExportBody = z.infer<typeof exportBody>;

/** Success bodies of the signed routes (wire-protocol 2). Exactly these keys; `fieldNames` is JSON text or null. */
export type SecretValueBody = { value: string };
export type ListedSecret = { id: string; name: string; fieldNames: string | null; projectId: string | null };
export type ExportedSecret = { id: string; name: string; value: string; fieldNames: string | null };
export type CliProject = {
  projectId: string;
  projectName: string;
  applicationId: string | null;
  applicationName: string | null;
};
export type CliSecret = {
  id: string;
  name: string;
  fieldNames: string | null;
  projectId: string;
  projectName: string;
  applicationId: string | null;
  applicationName: string | null;
  type: "secret" | "structured";
};
export type VerifyAccessBody = { valid: boolean; projectName: string | null; error: string | null };
