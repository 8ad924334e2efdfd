import type { Signer } from "#e2e/raw-signed.ts";
import { freshNonce, requestText, secondsFromNow, signedLines } from "#e2e/raw-signed.ts";
import { okValue, unauthenticated } from "./answers.ts";
import type { Attack } from "./attack.ts";
import { aRead } from "./effects.ts";
import type { Ground } from "./ground.ts";
import { send } from "./send.ts";

type When = { readonly timestamp?: string; readonly nonce?: string };

const readOf = ({ machine, secret }: Ground, when: When = {}): string => {
  const path = `/v1/secret/${secret.id}`;
  return requestText(`GET ${path}`, signedLines(machine, { path, ...when }));
};

/** A read that has been answered once already, at this process or the other. */
async function used(ground: Ground, at: "server" | "other", when: When = {}): Promise<string> {
  const text = readOf(ground, when);
  const { status } = await send(ground[at], text);
  if (status !== 200) throw new Error(`the captured request was answered ${status}`);
  return text;
}

const remember = ({ witness }: Ground, { id }: Signer, nonce: string, timestamp: string) =>
  witness.run(
    `insert into request_nonces values ($1, $2, to_timestamp($3::bigint) + interval '360 seconds')`,
    [id, nonce, timestamp],
  );

/** A captured request, sent again, early or late (AT-01 to AT-04). */
export const replays: readonly Attack[] = [
  {
    at: "AT-01",
    name: "the request itself is good, once",
    bytes: (ground) => readOf(ground),
    answer: ({ secret }) => okValue(secret),
    effect: aRead,
  },
  { at: "AT-01", name: "again at once", bytes: (g) => used(g, "server"), answer: unauthenticated },
  { at: "AT-02", name: "at another process", bytes: (g) => used(g, "other"), answer: unauthenticated },
  {
    at: "AT-03",
    name: "at the old end of the window",
    bytes: (ground) => used(ground, "server", { timestamp: secondsFromNow(-290) }),
    answer: unauthenticated,
  },
  {
    at: "AT-03",
    name: "at the new end of the window",
    bytes: (ground) => used(ground, "server", { timestamp: secondsFromNow(+290) }),
    answer: unauthenticated,
  },
  {
    at: "AT-03",
    name: "a second after the window, its nonce still known",
    bytes: async (ground) => {
      const when = { timestamp: secondsFromNow(-301), nonce: freshNonce() };
      await remember(ground, ground.machine, when.nonce, when.timestamp);
      return readOf(ground, when);
    },
    answer: unauthenticated,
  },
  {
    at: "AT-03",
    name: "a second after the window, its nonce forgotten",
    bytes: (ground) => readOf(ground, { timestamp: secondsFromNow(-301) }),
    answer: unauthenticated,
  },
  {
    at: "AT-03",
    name: "inside the window of a clock that was set back, its nonce forgotten",
    bytes: async (ground) => {
      await ground.witness.run("update nonce_watermark set refused_before = now() - interval '100 seconds'");
      return readOf(ground, { timestamp: secondsFromNow(-150) });
    },
    answer: unauthenticated,
    afterwards: async ({ witness }) => {
      await witness.run("update nonce_watermark set refused_before = now() - interval '1 day'");
    },
  },
  ...[330, 400, 86_400, -330, -400].map(
    (seconds): Attack => ({
      at: "AT-04",
      name: `${seconds} seconds from now`,
      bytes: (ground) => readOf(ground, { timestamp: secondsFromNow(seconds) }),
      answer: unauthenticated,
    }),
  ),
];
