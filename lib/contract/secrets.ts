import { z } from "zod";
import { fieldNamesProblem } from "../naming/field-names.ts";
import { NAME_MAX_CHARACTERS, nameTextProblem } from "../naming/name-text.ts";
import { FIELDS_MAX, nameProblem, VALUE_MAX_BYTES } from "../naming/secret-name.ts";
import { valueProblem } from "../naming/value-problem.ts";
import { type Instant, id, paragraph, searchText } from "./fields.ts";

/** Any text that is valid UTF-8 without NUL, kept exactly. */
const value = z.string().superRefine((text, context) => {
  const message = valueProblem(text);
  if (message) context.addIssue({ code: "custom", message });
});

/** What the column and the version after it hold; a larger number is refused here and not by the database. */
const version = z.int().min(1).max(2_147_483_646);

const name = z.string().max(NAME_MAX_CHARACTERS * 2, `Use 1 to ${NAME_MAX_CHARACTERS} characters.`);

export const secretContent = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("single"), value }),
  z.strictObject({
    kind: z.literal("structured"),
    /** In the order they are shown and delivered. */
    fields: z
      .array(z.strictObject({ name, value }))
      .min(1, "Add at least one field.")
      .max(FIELDS_MAX, `Use at most ${FIELDS_MAX} fields.`)
      .superRefine((fields, context) => {
        const problem = fieldNamesProblem(fields.map((field) => field.name));
        if (problem)
          context.addIssue({ code: "custom", path: [problem.index, "name"], message: problem.message });
        const bytes = fields.reduce((sum, field) => sum + new TextEncoder().encode(field.value).length, 0);
        if (bytes > VALUE_MAX_BYTES)
          context.addIssue({ code: "custom", message: "The fields together hold up to 256 KiB." });
      }),
  }),
]);
export type SecretContent = z.infer<typeof secretContent>;

export const fieldNamesOf = (content: SecretContent): string[] | null =>
  content.kind === "single" ? null : content.fields.map((field) => field.name);

const note = paragraph(2000);

const named = z
  .strictObject({ projectId: id("proj"), name, note: note.default(""), content: secretContent })
  .superRefine((input, context) => {
    const fieldNames = fieldNamesOf(input.content);
    // A bad field is said once, at the field.
    if (fieldNames !== null && fieldNamesProblem(fieldNames) !== null) return;
    const problem = nameProblem(input.name, fieldNames);
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
  expectedVersion: version,
  content: secretContent,
});
export type WriteVersionInput = z.infer<typeof writeVersionInput>;

/** What the name becomes is checked with the secret's fields, in the transaction; text that no row can hold is refused here. */
export const renameSecretInput = z.strictObject({
  secretId: id("sk"),
  name: name.superRefine((text, context) => {
    const message = nameTextProblem(text);
    if (message) context.addIssue({ code: "custom", message });
  }),
});
export type RenameSecretInput = z.infer<typeof renameSecretInput>;

export const setNoteInput = z.strictObject({ secretId: id("sk"), note });
export type SetNoteInput = z.infer<typeof setNoteInput>;

/** `field` names one field of a structured secret; without it the whole value is revealed. */
export const revealSecretInput = z.strictObject({
  secretId: id("sk"),
  version: version.optional(),
  field: name.optional(),
});
export type RevealSecretInput = z.infer<typeof revealSecretInput>;

/** What changed from one version to another, which may be the older one. */
export const compareVersionsInput = z
  .strictObject({ secretId: id("sk"), from: version, to: version })
  .refine(({ from, to }) => from !== to, { path: ["to"], message: "Choose two different versions." });
export type CompareVersionsInput = z.infer<typeof compareVersionsInput>;

/** `expectedVersion` is the version the person saw, as for a new one. */
export const rollbackSecretInput = z.strictObject({
  secretId: id("sk"),
  version,
  expectedVersion: version,
});
export type RollbackSecretInput = z.infer<typeof rollbackSecretInput>;

export const secretInput = z.strictObject({ secretId: id("sk") });
export type SecretInput = z.infer<typeof secretInput>;

export const listSecretsInput = z.strictObject({
  projectId: id("proj"),
  search: searchText(128),
});
export type ListSecretsInput = z.infer<typeof listSecretsInput>;

export const TRASH_DAYS = 30;

/** A page shows `10,000+` from here on: counting further would make a list as slow as its busiest secret. */
export { READS_COUNTED_MAX } from "../reads-counted.ts";
/** Newest first. */
export const VERSIONS_SHOWN_MAX = 100;
export const READERS_SHOWN_MAX = 100;

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
  /** Counted up to `READS_COUNTED_MAX`; at that number there may be more. */
  readsLast7Days: number;
};

export type TrashedSecretView = { id: string; name: string; deletedAt: Instant; purgeAt: Instant };

export type SecretVersionView = {
  version: number;
  createdAt: Instant;
  createdBy: string;
  sizeBytes: number;
  fieldNames: string[] | null;
  /** The version whose value this one brought back; null for a value somebody wrote. */
  restoredFrom: number | null;
};

/** `field` is null for the whole of a single value. */
export type VersionDifference = { field: string | null; state: "same" | "changed" | "added" | "removed" };

type ComparedVersion = { version: number; kind: SecretKind; sizeBytes: number };
export type VersionComparisonView = {
  from: ComparedVersion;
  to: ComparedVersion;
  differences: VersionDifference[];
};

export type SecretDetailView = SecretView & {
  projectName: string;
  versions: SecretVersionView[];
  readers: { machineId: string; name: string; kind: string; tokenName: string | null }[];
};

export type RevealedView =
  | { kind: "single"; version: number; value: string }
  | { kind: "structured"; version: number; fields: { name: string; value: string }[] };
