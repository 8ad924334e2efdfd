import type { ContainerFacts } from "../docker/container-facts.ts";
import { HOSTILE } from "./golden-policies.ts";

const bundle: ContainerFacts = {
  baseUrl: "https://secrets.example",
  machineName: "quiet-otter-7f3a",
  folder: "quiet-otter-7f3a",
  cliVersion: "1.0.0",
  way: "bundle",
  secrets: [
    { id: "sk_f6g7h8i9j0", name: "DATABASE_URL", fieldNames: null },
    { id: "sk_k1l2m3n4o5", name: "Stripe", fieldNames: ["secret_key", "webhook-secret"] },
    { id: "sk_p6q7r8s9t0", name: "default", fieldNames: null },
  ],
};

const claim: ContainerFacts = { ...bundle, way: "claim" };

const local: ContainerFacts = { ...bundle, baseUrl: "http://localhost:3000" };

const hostile: ContainerFacts = {
  ...bundle,
  machineName: HOSTILE.join("\n"),
  folder: `../../etc:/x:rw\n$(touch canary)\`touch canary\`'; touch canary #`,
  secrets: [
    { id: "sk_f6g7h8i9j0'; touch canary #", name: "'\"; touch canary #", fieldNames: null },
    ...HOSTILE.slice(0, 6).map((name, at) => ({ id: `sk_000000000${at}`, name, fieldNames: [name] })),
    { id: "sk_p6q7r8s9t0", name: "class", fieldNames: [...HOSTILE.slice(6), "\u2028", "x", "x"] },
  ],
};

/** The two ways, a server on this computer, and names that no form would save. */
export const GOLDEN_CONTAINERS = { bundle, claim, local, hostile };
