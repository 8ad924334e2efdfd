import { forgetEnded } from "../account/forget-ended.ts";
import { makePartitions } from "../audit/make-partitions.ts";
import { expireBundles } from "../bundles/expire-bundles.ts";
import { expireMachines } from "../machines/expire-machines.ts";
import { forgetNonces } from "../reads/forget-nonces.ts";
import { purgeExpiredSecrets } from "../secrets/purge-expired-secrets.ts";
import type { Sweep } from "./run-sweeps.ts";

export const SWEEPS: readonly Sweep[] = [
  { name: "make-partitions", chunk: 100, run: makePartitions },
  { name: "expire-bundles", chunk: 500, run: expireBundles },
  { name: "expire-machines", chunk: 500, run: expireMachines },
  { name: "purge-expired-secrets", chunk: 100, run: purgeExpiredSecrets },
  { name: "forget-nonces", chunk: 5_000, run: forgetNonces },
  { name: "forget-ended", chunk: 5_000, run: forgetEnded },
];
