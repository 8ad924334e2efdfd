import { join } from "node:path";
import type { ClaimFile } from "../protocol/claim.ts";
import { printIdentity } from "../protocol/identity-file.ts";
import { ClientError } from "../sdk/client-error.ts";
import { dropPendingKey, pendingKey } from "../sdk/pending-key.ts";
import { printableText } from "../sdk/printable-text.ts";
import type { KeyPair } from "../sdk/private-key.ts";
import { redeemClaim } from "../sdk/redeem-claim.ts";
import type { Enrolled } from "../sdk/register-key.ts";
import { prepareIdentityFolder } from "../sdk/save-identity.ts";
import { writePrivateFile } from "../sdk/write-private-file.ts";

type Place = { readonly home: string; readonly apiUrl: string; readonly hostname: string };

/** Makes a key in the home, redeems the claim with it and keeps the identity beside it, for this user only. */
export async function bindClaim(claim: ClaimFile, { home, apiUrl, hostname }: Place): Promise<Enrolled> {
  const folder = keeping(home, () => prepareIdentityFolder(home, claim.vaultId, true));
  const redeem = (keyPair: KeyPair) => redeemClaim(claim, { apiUrl, hostname, keyPair });
  const keyPair = keeping(home, () => pendingKey(folder));
  const bound = await redeem(keyPair)
    .catch((error: unknown) => {
      if (!(error instanceof ClientError) || error.status !== 409) throw error;
      // A key of an earlier claim, whose answer was lost for good: no machine comes of it.
      keeping(home, () => dropPendingKey(folder, keyPair));
      return redeem(keeping(home, () => pendingKey(folder)));
    })
    .catch((error: unknown) => {
      throw spent(error, home);
    });
  const { machineId, machineName, vaultId } = bound;
  const privateKeyPath = join(folder, "private.pem");
  const identity = { machineId, machineName, vaultId, apiUrl: bound.apiUrl, privateKeyPath };
  keeping(home, () => writePrivateFile(join(folder, "identity.json"), printIdentity(identity)));
  return bound;
}

/** What is done to the home, or why a key cannot be kept there. */
function keeping<Done>(home: string, act: () => Done): Done {
  try {
    return act();
  } catch (error) {
    const cause = error instanceof ClientError ? error.cause : error;
    const code = cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : "";
    if (error instanceof ClientError && code === "") throw error;
    throw new ClientError("input", `No key can be kept under ${printableText(home)}${code}.`, {
      remedy:
        "Mount a named volume or a tmpfs that this user can write to, and set SIKKERKEY_HOME to where it is mounted.",
      cause: error,
    });
  }
}

function spent(error: unknown, home: string): unknown {
  if (!(error instanceof ClientError) || error.status !== 410) return error;
  const { status, requestId } = error;
  const message = `This claim was used before, revoked or has expired (410), and there is no identity under ${printableText(home)}.`;
  return new ClientError("gone", message, {
    remedy:
      "If no container of yours used it, a thief may have: look for its machine on the Machines page and delete it. Then create the container anew, with SIKKERKEY_HOME on a named volume if the key is to outlive the container.",
    status,
    requestId,
  });
}
