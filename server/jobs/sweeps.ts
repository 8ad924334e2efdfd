import { forgetEnded } from "../account/forget-ended.ts";
import { expireMachines } from "../machines/expire-machines.ts";
import { forgetNonces } from "../reads/forget-nonces.ts";
import { purgeExpiredSecrets } from "../secrets/purge-expired-secrets.ts";
import type { Sweep } from "./run-sweeps.ts";

export const SWEEPS: readonly Sweep[] = [
  { name: "expire-machines", run: expireMachines },
  { name: "purge-expired-secrets", run: purgeExpiredSecrets },
  { name: "forget-nonces", run: forgetNonces },
  { name: "forget-ended", run: forgetEnded },
];
