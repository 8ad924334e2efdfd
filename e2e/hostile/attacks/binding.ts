import { requestText, type Signed, type Signer, signedLines } from "#e2e/raw-signed.ts";
import { unauthenticated } from "./answers.ts";
import type { Attack, AttackId } from "./attack.ts";
import type { Ground } from "./ground.ts";

const LIST = "/v1/secrets/list";
const EXPORT = "/v1/secrets/export";

type Sent = { readonly line: string; readonly body?: string };

/** Signed as one thing, sent as another. */
const changed = (
  at: AttackId,
  name: string,
  signed: (ground: Ground) => Signed,
  sent: (ground: Ground) => Sent,
): Attack => ({
  at,
  name,
  answer: unauthenticated,
  bytes: (ground) => {
    const { line, body } = sent(ground);
    return requestText(line, signedLines(ground.machine, signed(ground)), body);
  },
});

const read = ({ secret }: Ground): Signed => ({ path: `/v1/secret/${secret.id}` });
const post = (path: string, body = "") => ({ method: "POST", path, body });

const otherBody = (name: string, signed: string, sent: string, path = LIST) =>
  changed(
    "AT-13",
    name,
    () => post(path, signed),
    () => ({ line: `POST ${path}`, body: sent }),
  );

/** A request that is good but for the name on it. */
const named = (at: AttackId, name: string, nameOf: (ground: Ground) => string | Promise<string>): Attack => ({
  at,
  name,
  answer: unauthenticated,
  bytes: async (ground) => {
    const [, ...own] = signedLines(ground.machine, read(ground));
    return requestText(`GET ${read(ground).path}`, [`x-machine-id: ${await nameOf(ground)}`, ...own]);
  },
});

const another = async ({ enroll }: Ground): Promise<Signer> => enroll();

/** What a signature binds: machine, method, path and body (AT-09 to AT-13). */
export const binding: readonly Attack[] = [
  named(
    "AT-09",
    "another machine's name over one's own signature",
    async (ground) => (await another(ground)).id,
  ),
  {
    at: "AT-09",
    name: "one's own name over another machine's signature",
    answer: unauthenticated,
    bytes: async (ground) => {
      const { privateKey } = await another(ground);
      return requestText(
        `GET ${read(ground).path}`,
        signedLines({ id: ground.machine.id, privateKey }, read(ground)),
      );
    },
  },
  named("AT-10", "a machine nobody knows", () => crypto.randomUUID()),
  named("AT-10", "the machine's name in capitals", ({ machine }) => machine.id.toUpperCase()),
  named("AT-10", "the machine's name in braces", ({ machine }) => `{${machine.id}}`),
  named("AT-10", "the machine's name without dashes", ({ machine }) => machine.id.replaceAll("-", "")),
  named("AT-10", "a name with a quote", ({ machine }) => `${machine.id}' or '1'='1`),
  named("AT-10", "an id of another kind", ({ secret }) => secret.id),
  named("AT-10", "no name", () => ""),
  changed("AT-11", "another secret", read, ({ ungranted }) => ({ line: `GET /v1/secret/${ungranted.id}` })),
  changed("AT-11", "another route", read, () => ({ line: "GET /v1/secrets" })),
  changed(
    "AT-11",
    "a longer path",
    () => ({ path: "/v1/secret/sk_000000000" }),
    () => ({
      line: "GET /v1/secret/sk_0000000000",
    }),
  ),
  changed(
    "AT-11",
    "another route of the same body",
    () => post(LIST, "{}"),
    () => ({ line: `POST ${EXPORT}`, body: "{}" }),
  ),
  changed(
    "AT-12",
    "signed as GET, sent as POST",
    () => ({ path: EXPORT }),
    () => ({ line: `POST ${EXPORT}` }),
  ),
  changed(
    "AT-12",
    "signed as POST, sent as GET",
    ({ secret }) => post(`/v1/secret/${secret.id}`),
    (ground) => ({
      line: `GET ${read(ground).path}`,
    }),
  ),
  changed(
    "AT-12",
    "signed in lower case",
    (ground) => ({ ...read(ground), method: "get" }),
    (ground) => ({
      line: `GET ${read(ground).path}`,
    }),
  ),
  changed(
    "AT-11",
    "signed with the host in the path",
    (ground) => ({ path: `http://localhost${read(ground).path}` }),
    (ground) => ({
      line: `GET ${read(ground).path}`,
    }),
  ),
  otherBody("one byte changed", '{"projectId":"proj_0000000000"}', '{"projectId":"proj_0000000001"}'),
  otherBody("a space more", '{"projectId":"proj_0000000000"}', '{"projectId": "proj_0000000000"}'),
  otherBody("a body cut off", '{"projectId":"proj_0000000000"}', ""),
  otherBody("an object for nothing", "", "{}", EXPORT),
  otherBody("nothing for an object", "{}", "", EXPORT),
  otherBody("a space for nothing", "", " ", EXPORT),
];
