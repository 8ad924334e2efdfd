import { projectInput } from "#lib/contract/projects.ts";
import {
  compareVersionsInput,
  createSecretInput,
  importSecretsInput,
  listSecretsInput,
  renameSecretInput,
  revealSecretInput,
  rollbackSecretInput,
  secretInput,
  setNoteInput,
  writeVersionInput,
} from "#lib/contract/secrets.ts";
import { compareVersions } from "../../secrets/compare-versions.ts";
import { createSecret } from "../../secrets/create-secret.ts";
import { deleteSecret } from "../../secrets/delete-secret.ts";
import { getSecret } from "../../secrets/get-secret.ts";
import { importSecrets } from "../../secrets/import-secrets.ts";
import { listSecrets } from "../../secrets/list-secrets.ts";
import { listTrash } from "../../secrets/list-trash.ts";
import { purgeSecret } from "../../secrets/purge-secret.ts";
import { renameSecret } from "../../secrets/rename-secret.ts";
import { restoreSecret } from "../../secrets/restore-secret.ts";
import { revealSecret } from "../../secrets/reveal-secret.ts";
import { rollbackSecret } from "../../secrets/rollback-secret.ts";
import { setNote } from "../../secrets/set-note.ts";
import { writeVersion } from "../../secrets/write-version.ts";
import { router } from "../init.ts";
import { vaultProcedure } from "../procedures.ts";

export const secretsRouter = router({
  list: vaultProcedure("secret.list")
    .input(listSecretsInput)
    .query(({ ctx, input }) => listSecrets(ctx, input)),
  get: vaultProcedure("secret.list")
    .input(secretInput)
    .query(({ ctx, input }) => getSecret(ctx, input)),
  create: vaultProcedure("secret.write")
    .input(createSecretInput)
    .mutation(({ ctx, input }) => createSecret(ctx, input)),
  import: vaultProcedure("secret.write")
    .input(importSecretsInput)
    .mutation(({ ctx, input }) => importSecrets(ctx, input)),
  writeVersion: vaultProcedure("secret.write")
    .input(writeVersionInput)
    .mutation(({ ctx, input }) => writeVersion(ctx, input)),
  rename: vaultProcedure("secret.write")
    .input(renameSecretInput)
    .mutation(({ ctx, input }) => renameSecret(ctx, input)),
  setNote: vaultProcedure("secret.write")
    .input(setNoteInput)
    .mutation(({ ctx, input }) => setNote(ctx, input)),
  reveal: vaultProcedure("secret.reveal")
    .input(revealSecretInput)
    .mutation(({ ctx, input }) => revealSecret(ctx, input)),
  compareVersions: vaultProcedure("secret.list")
    .input(compareVersionsInput)
    .mutation(({ ctx, input }) => compareVersions(ctx, input)),
  rollback: vaultProcedure("secret.rollback")
    .input(rollbackSecretInput)
    .mutation(({ ctx, input }) => rollbackSecret(ctx, input)),
  delete: vaultProcedure("secret.delete")
    .input(secretInput)
    .mutation(({ ctx, input }) => deleteSecret(ctx, input)),
  trash: vaultProcedure("secret.list")
    .input(projectInput)
    .query(({ ctx, input }) => listTrash(ctx, input)),
  restore: vaultProcedure("secret.delete")
    .input(secretInput)
    .mutation(({ ctx, input }) => restoreSecret(ctx, input)),
  purge: vaultProcedure("secret.delete")
    .input(secretInput)
    .mutation(({ ctx, input }) => purgeSecret(ctx, input)),
});
