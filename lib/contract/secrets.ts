import { z } from "zod";
import { FIELDS_MAX, NAME_MAX_CHARACTERS, nameProblem, VALUE_MAX_BYTES } from "../naming/secret-name.ts";
import { type Instant, id, paragraph } from "./fields.ts";

const utf8Bytes = (text: string) => new TextEncoder().encode(text).length;

/** Any text that is valid UTF-8 without NUL, kept exactly. A lone surrogate has no UTF-8 form and is refused. */
const value = z
  .string()
  .refine((text) => !text.includes("\0"), "A value may not contain NUL. Encode binary values as base64.")
  .refine((text) => text.isWellFormed(), "The value is not valid Unicode text.")
  .refine((text) => utf8Bytes(text) <= VALUE_MAX_BYTES, "A value holds up to 256 KiB.");

const name = z.string().max(NAME_MAX_CHARACTERS * 2);

export const secretContent = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("single"), value }),
  z.strictObject({
    kind: z.literal("structured"),
    /** In the order they are shown and delivered. */
    fields: z
      .array(z.strictObject({ name, value }))
      .min(1, "Add at least one field.")
      .max(FIELDS_MAX, `Use at most ${FIELDS_MAX} fields.`),
  }),
]);
export type SecretContent = z.infer<typeof secretContent>;

export const fieldNamesOf = (content: SecretContent): string[] | null =>
  content.kind === "single" ? null : content.fields.map((field) => field.name);

const note = paragraph(2000);

const named = z
  .strictObject({ projectId: id("proj"), name, note: note.default(""), content: secretContent })
  .superRefine((input, context) => {
    const problem = nameProblem(input.name, fieldNamesOf(input.content));
    if (problem) context.addIssue({ code: "custom", path: ["name"], message: problem });
  });
export const createSecretInput = named;
export type CreateSecretInput = z.infer<typeof createSecretInput>;

export const IMPORT_MAX_SECRETS = 500;

/** The pairs a person has seen and confirmed after pasting a `.env` file. All are saved, or none. */
export const importSecretsInput = z.strictObject({
  projectId: id("proj"),
  secrets: z
    .array(
      z.strictObject({ name, value }).superRefine((entry, context) => {
        const problem = nameProblem(entry.name);
        if (problem) context.addIssue({ code: "custom", path: ["name"], message: problem });
      }),
    )
    .min(1, "There is nothing to save.")
    .max(IMPORT_MAX_SECRETS, `Save at most ${IMPORT_MAX_SECRETS} secrets at once.`),
});
export type ImportSecretsInput = z.infer<typeof importSecretsInput>;

/** `expectedVersion` is the version the person saw: a concurrent write is a conflict, not lost. */
export const writeVersionInput = z.strictObject({
  secretId: id("sk"),
  expectedVersion: z.int().min(1),
  content: secretContent,
});
export type WriteVersionInput = z.infer<typeof writeVersionInput>;

export const renameSecretInput = z.strictObject({ secretId: id("sk"), name });
export type RenameSecretInput = z.infer<typeof renameSecretInput>;

export const setNoteInput = z.strictObject({ secretId: id("sk"), note });
export type SetNoteInput = z.infer<typeof setNoteInput>;

/** `field` names one field of a structured secret; without it the whole value is revealed. */
export const revealSecretInput = z.strictObject({
  secretId: id("sk"),
  version: z.int().min(1).optional(),
  field: name.optional(),
});
export type RevealSecretInput = z.infer<typeof revealSecretInput>;

export const secretInput = z.strictObject({ secretId: id("sk") });
export const listSecretsInput = z.strictObject({
  projectId: id("proj"),
  search: z.string().max(128).default(""),
});

export const TRASH_DAYS = 30;

export type SecretKind = SecretContent["kind"];

export type SecretView = {
  id: string;
  projectId: string;
  name: string;
  note: string;
  kind: SecretKind;
  fieldNames: string[] | null;
  variables: string[];
  version: number;
  versionAt: Instant;
  createdAt: Instant;
  machineCount: number;
  /** Up to three names of machines that may read it. */
  machineNames: string[];
  lastReadAt: Instant | null;
  readsLast7Days: number;
};

export type TrashedSecretView = { id: string; name: string; deletedAt: Instant; purgeAt: Instant };

export type SecretVersionView = {
  version: number;
  createdAt: Instant;
  createdBy: string;
  sizeBytes: number;
  fieldNames: string[] | null;
};

export type SecretDetailView = SecretView & {
  projectName: string;
  versions: SecretVersionView[];
  readers: { machineId: string; name: string; kind: string; tokenName: string | null }[];
};

export type RevealedView =
  | { kind: "single"; version: number; value: string }
  | { kind: "structured"; version: number; fields: { name: string; value: string }[] };
