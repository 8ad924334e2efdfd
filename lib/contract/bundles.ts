import { z } from "zod";
import { type Instant, id } from "./fields.ts";
import { machineName } from "./machines.ts";

/** A bundle's link ends this long after it was made, used or not. */
export const BUNDLE_SECONDS = 900;
const HOUR = 3600;
export const CONTAINER_LIFETIME_SECONDS = { min: HOUR, max: 366 * 24 * HOUR } as const;

/** What a person decides about a container, whichever way its key comes to be. */
export const containerPlan = {
  /** Empty gets a generated name such as `quiet-otter-7f3a`. */
  machineName: z
    .union([z.literal(""), machineName])
    .transform((name) => (name === "" ? null : name))
    .nullable()
    .default(null),
  projectId: id("proj"),
  secretIds: z.array(id("sk")).min(1, "Tick at least one secret.").max(1000, "Tick at most 1,000 secrets."),
  /** Null for a machine that does not expire. */
  machineLifetimeSeconds: z
    .int()
    .min(CONTAINER_LIFETIME_SECONDS.min, "A container's machine lives at least one hour.")
    .max(CONTAINER_LIFETIME_SECONDS.max, "A container's machine lives at most twelve months.")
    .nullable()
    .default(null),
};

export const provisionContainerInput = z.strictObject(containerPlan);
export type ProvisionContainerInput = z.infer<typeof provisionContainerInput>;

/** Shown once: the link secret is kept nowhere, so that a page that is reloaded cannot get it again. */
export type ProvisionedContainerView = {
  bundleId: string;
  linkSecret: string;
  expiresAt: Instant;
  /** Whole seconds by the server's clock. */
  secondsLeft: number;
  machine: { id: string; name: string };
  /** What the machine may read, for the snippets. */
  secrets: { id: string; name: string; fieldNames: string[] | null }[];
};

export const bundleId = id("bndl");
/** Body of `POST /bundles/{bundleId}/download`; the answer is the ZIP. */
export const downloadBundleInput = z.strictObject({ linkSecret: z.string().min(1).max(200) });
export type DownloadBundleInput = z.infer<typeof downloadBundleInput>;
