import { z } from "zod";

/** An id of any shape is taken and answered like an unknown one. */
const anyId = z.string("Send the id as text.").max(128, "An id has at most 128 characters.");

/** A JSON object with these keys and no other. The answer names the keys it takes, and none that it was sent. */
const only = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject(shape, `Send a JSON object with nothing in it but ${Object.keys(shape).join(" and ")}.`);

/** Bodies of the signed POST routes. */
export const projectBody = only({ projectId: anyId });
/** Everything, one project, or one application; the project wins when both appear (wire-protocol 2.4). */
export const exportBody = only({
  projectId: anyId.nullish(),
  applicationId: anyId.nullish(),
});
export type ExportBody = z.infer<typeof exportBody>;

export const WATCH_MAX = 1_000;
/** What to compare; nothing at all and null are an empty list (wire-protocol 2.5). */
export const pollBody = only({
  watch: z
    .array(anyId, "Send a list of ids.")
    .max(WATCH_MAX, `Ask for at most ${WATCH_MAX.toLocaleString("en-US")} ids at once.`)
    .nullish(),
});
export type PollBody = z.infer<typeof pollBody>;

/** Success bodies of the signed routes (wire-protocol 2). Exactly these keys; `fieldNames` is JSON text or null. */
export type SecretValueBody = { value: string };
export type ListedSecret = { id: string; name: string; fieldNames: string | null; projectId: string | null };
export type ChangeStatus = "changed" | "deleted" | "access_denied";
/** What is not in it has not changed. */
export type ChangesBody = { changes: Record<string, { status: ChangeStatus }> };
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
