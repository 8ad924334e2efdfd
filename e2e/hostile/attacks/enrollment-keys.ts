import { sign } from "node:crypto";
import { newKey } from "#e2e/register-machine.ts";
import { refusal } from "./answers.ts";
import type { Attack } from "./attack.ts";
import { refusedEnrollment } from "./effects.ts";
import { aPublicKey, enrollment } from "./enrollment.ts";
import { ODD_KEYS } from "./odd-keys.ts";

const knownKey = { answer: refusal("public_key_known"), effect: refusedEnrollment("public_key_known") };

/** A proof of possession is not part of the wire; whoever sends one in some other shape is told so. */
const proof = (name: string, field: string) =>
  enrollment("AT-35", name, {
    answer: refusal("invalid_input", { sentence: `Unrecognized key: "${field}"` }),
    fields: () => {
      const signature = sign(null, Buffer.from("x"), newKey().privateKey);
      return { publicKey: aPublicKey(), [field]: signature.toString("base64") };
    },
  });

/** Keys that must not be registered, and keys that are already (AT-33 to AT-35). A refusal takes nothing of the token. */
export const enrollmentKeys: readonly Attack[] = [
  ...ODD_KEYS.map(([name, publicKey]) =>
    enrollment("AT-33", name, {
      fields: () => ({ publicKey: publicKey() }),
      answer: refusal("invalid_public_key"),
      effect: refusedEnrollment("public_key_invalid"),
    }),
  ),
  enrollment("AT-34", "the key of a machine there is", {
    fields: async ({ enroll }) => ({ publicKey: (await enroll()).publicKey }),
    ...knownKey,
  }),
  enrollment("AT-34", "the key of a disabled machine", {
    fields: async ({ enroll, owner }) => {
      const { id, publicKey } = await enroll();
      await owner.mutate("machines.disable", { machineId: id });
      return { publicKey };
    },
    ...knownKey,
  }),
  enrollment("AT-34", "the key of a machine that is gone", {
    fields: async ({ enroll, owner }) => {
      const { id, publicKey } = await enroll();
      await owner.mutate("machines.delete", { machineId: id });
      return { publicKey };
    },
    ...knownKey,
  }),
  enrollment("AT-34", "the key of another vault's machine", {
    fields: async ({ witness }) => {
      const publicKey = aPublicKey();
      const hex = Buffer.from(publicKey, "base64").toString("hex");
      await witness.run("insert into public_keys (public_key, machine_id) values (decode($1, 'hex'), $2)", [
        hex,
        crypto.randomUUID(),
      ]);
      return { publicKey };
    },
    ...knownKey,
  }),
  proof("a signature by another key", "signature"),
  proof("a proof by another name", "proof"),
];
