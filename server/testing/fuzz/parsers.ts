import { isDeepStrictEqual } from "node:util";
import { exportBody, pollBody, projectBody } from "#lib/contract/reads.ts";
import { AppError } from "#lib/errors.ts";
import { globMatches, globProblem } from "#lib/naming/glob.ts";
import { establishPeer, parseNetwork } from "#server/gate/peer.ts";
import { planeOf } from "#server/gate/plane.ts";
import { checkMachineTarget, checkPageTarget } from "#server/gate/target.ts";
import { structureProblem } from "#server/http/json-structure.ts";
import { parseJson } from "#server/http/parse-json.ts";
import { parseSignedHeaders } from "#server/http/signed-headers.ts";
import { cidrContains, normaliseCidr } from "#server/network/cidr.ts";
import { oddJson } from "./odd-json.ts";
import type { Draws } from "./random.ts";

/** One generated input for one parser; returns what is wrong with what came of it, or null. */
export type ParserTarget = { readonly name: string; readonly run: (draws: Draws) => string | null };

const ALPHABETS = [
  "0123456789",
  "abcdef0123456789",
  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=",
  "/.%-_~v1VaA2eEfF?#:;\\@",
  "0123456789.,: abcdef[]%x/",
  "a*?",
] as const;

function text(draws: Draws, most: number): string {
  const alphabet = draws.pick(ALPHABETS);
  let made = "";
  for (let left = draws.int(most); left > 0; left -= 1)
    made += draws.chance(96) ? alphabet.charAt(draws.int(alphabet.length)) : draws.bytes(1);
  return made;
}

/** The text with one thing changed, or as it is. */
function nearly(draws: Draws, good: string): string {
  const at = draws.int(good.length + 1);
  switch (draws.int(5)) {
    case 0:
      return good.slice(0, at) + draws.bytes(1) + good.slice(at);
    case 1:
      return good.slice(0, at) + good.slice(at + 1);
    case 2:
      return good.slice(0, at) + draws.pick(["=", " ", "+", "-", "0", "A", ":"]) + good.slice(at + 1);
    case 3:
      return draws.pick([` ${good}`, `${good} `, good.toUpperCase(), good + good, `${good}=`]);
    default:
      return good;
  }
}

const outcome = (run: () => void): "taken" | "refused" | string => {
  try {
    run();
    return "taken";
  } catch (error) {
    return error instanceof AppError && error.status === 400 ? "refused" : `threw ${String(error)}`;
  }
};

const UUID = "0190a1b2-c3d4-4e5f-8a9b-0c1d2e3f4a5b";
const headerSafe = (value: string) => value.replace(/[\u0000-\u0008\u000a-\u001f\u007f]/g, "?");

/** What Node hands on has no spaces around it; the rest is the strict form or nothing. */
function signedHeaders(draws: Draws): string | null {
  const length = draws.pick([15, 16, 16, 16, 17]);
  const made = {
    "x-machine-id": headerSafe(nearly(draws, UUID)),
    "x-timestamp": headerSafe(draws.chance(60) ? nearly(draws, "1700000000") : text(draws, 14)),
    "x-nonce": headerSafe(
      nearly(
        draws,
        Buffer.from(draws.bytes(length), "latin1").toString(draws.pick(["base64", "hex", "base64url"])),
      ),
    ),
    "x-signature": headerSafe(
      nearly(draws, Buffer.from(draws.bytes(draws.pick([63, 64, 64, 65])), "latin1").toString("base64")),
    ),
  };
  const parsed = parseSignedHeaders(new Headers(made));
  const sent = Object.fromEntries(
    Object.entries(made).map(([name, value]) => [name, value.replace(/^[\t ]+|[\t ]+$/g, "")]),
  );
  const again = (value: string | undefined, form: "base64" | "hex") =>
    Buffer.from(value ?? "", form).toString(form) === value;
  const bytesIn = (value: string | undefined) => Buffer.from(value ?? "", "base64").length;
  const [id = "", time = "", nonce = "", signature = ""] = [
    sent["x-machine-id"],
    sent["x-timestamp"],
    sent["x-nonce"],
    sent["x-signature"],
  ];
  const isGood =
    id.length === 36 &&
    [...id].every((letter, at) =>
      [8, 13, 18, 23].includes(at) ? letter === "-" : "0123456789abcdef".includes(letter),
    ) &&
    time.length > 0 &&
    time.length <= 12 &&
    String(BigInt(/^[0-9]+$/.test(time) ? time : 0)) === time &&
    time !== "0" &&
    ((again(nonce, "base64") && bytesIn(nonce) === 16) || (again(nonce, "hex") && nonce.length === 32)) &&
    again(signature, "base64") &&
    bytesIn(signature) === 64;
  return (parsed !== null) === isGood
    ? null
    : `${JSON.stringify(sent)} was ${parsed === null ? "refused" : "taken"}`;
}

/** What passes is its own normal form for every reader we know. */
function targets(draws: Draws): string | null {
  const target = draws.chance(50) ? nearly(draws, "/v1/secret/sk_0123456789") : `/${text(draws, 60)}`;
  const plane = planeOf(target);
  const result = outcome(() => (plane === "machine" ? checkMachineTarget(target) : checkPageTarget(target)));
  if (result.startsWith("threw")) return `${JSON.stringify(target)} ${result}`;
  if (result === "refused") return null;
  const url = new URL(target, "http://localhost");
  if (url.host !== "localhost") return `${JSON.stringify(target)} is another host`;
  if (plane === "machine")
    return url.pathname + url.search === target ? null : `${JSON.stringify(target)} is not normal`;
  return /^\/v1(\/|$)/i.test(decodeURIComponent(url.pathname))
    ? `${JSON.stringify(target)} reaches /v1 as a page`
    : null;
}

const TRUSTED = ["127.0.0.1/32", "10.0.0.0/8", "fd00::/8"].map(parseNetwork);
const HOPS = [
  "198.51.100.7",
  "10.0.0.1",
  "::1",
  "fd00::1",
  "unknown",
  "010.1.2.3",
  "::ffff:10.0.0.9",
  "2001:db8::7",
  "",
  "1.2.3.4:5",
] as const;

/** Never what stands left of the first hop that nobody trusts. */
function peers(draws: Draws): string | null {
  const hops = Array.from({ length: draws.int(8) }, () =>
    draws.chance(80) ? draws.pick(HOPS) : text(draws, 20),
  );
  const isTrusted = draws.chance(70);
  const peer = establishPeer(
    isTrusted ? "127.0.0.1" : "192.0.2.1",
    ["X-Forwarded-For", ["203.0.113.66", "192.0.2.99", ...hops].join(",")],
    TRUSTED,
  );
  const isPlanted = peer.address === "203.0.113.66";
  if (isPlanted) return `${JSON.stringify(hops)} let a planted address through`;
  return !isTrusted && peer.address !== "192.0.2.1"
    ? `${JSON.stringify(hops)} was believed from a stranger`
    : null;
}

const BODIES = [
  { schema: projectBody, good: { projectId: ['"proj_0123456789"', '""'] } },
  { schema: exportBody, good: { projectId: ['"proj_0123456789"', "null"], applicationId: ["null", '"a"'] } },
  { schema: pollBody, good: { watch: ['["sk_0123456789"]', "[]", "null"] } },
] as const;

/** A body is what JSON says it is, with no key twice, or it is refused; and nothing of it sticks to other objects. */
function bodies(draws: Draws): string | null {
  const { schema, good } = draws.pick(BODIES);
  const json = oddJson(draws, good);
  const bytes = Buffer.from(json, "latin1");
  let taken: unknown;
  const result = outcome(() => {
    taken = parseJson<unknown>(schema, { bytes, contentType: "application/json" });
  });
  if (result.startsWith("threw")) return `${json.slice(0, 200)} ${result}`;
  if (Object.keys(Object.prototype).length > 0 || Reflect.get({}, "isAdmin") !== undefined)
    return "the prototype of every object was changed";
  if (result === "refused") return null;
  const reference: unknown = JSON.parse(bytes.toString("utf8"));
  return isDeepStrictEqual(taken, reference) ? null : `${json.slice(0, 200)} was taken as something else`;
}

/** The sentence about twins and depth against a reader that keeps all. */
function structures(draws: Draws): string | null {
  const json = oddJson(draws, { a: ["1", '{"b":1}'], b: ['"a"'] });
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return null;
  }
  if (structureProblem(json) !== null) return null;
  const compact = JSON.stringify(value);
  // What has no key twice says all of itself again; shorter means that a key went.
  const colons = (one: string) => one.replace(/"(?:[^"\\]|\\.)*"/g, "").split(":").length;
  return colons(json) !== colons(compact) ? `${json.slice(0, 200)} lost a key unseen` : null;
}

function globs(draws: Draws): string | null {
  const [pattern, subject] = [text(draws, 40), text(draws, 80)];
  if (globProblem(pattern) !== null) return null;
  // By the definition, one star and one character at a time, remembering what was tried.
  const tried = new Map<string, boolean>();
  const matches = (p: number, t: number): boolean => {
    const key = `${p} ${t}`;
    const known = tried.get(key);
    if (known !== undefined) return known;
    const one = pattern[p];
    const found =
      one === undefined
        ? t === subject.length
        : one === "*"
          ? matches(p + 1, t) || (t < subject.length && matches(p, t + 1))
          : t < subject.length && (one === "?" || one === subject[t]) && matches(p + 1, t + 1);
    tried.set(key, found);
    return found;
  };
  return globMatches(pattern, subject) === matches(0, 0) ? null : `${pattern} against ${subject}`;
}

/** IPv4 by arithmetic on whole numbers. */
function ranges(draws: Draws): string | null {
  const address = () =>
    Array.from({ length: 4 }, () => draws.pick([0, 1, 10, 127, 128, 255, draws.int(256)])).join(".");
  const [network, bits, asked] = [address(), draws.int(33), address()];
  const whole = (one: string) => one.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  const isInside =
    Math.floor(whole(network) / 2 ** (32 - bits)) === Math.floor(whole(asked) / 2 ** (32 - bits));
  const cidr = normaliseCidr(`${network}/${bits}`);
  if (!cidr.isGood) return `${network}/${bits} was refused`;
  return cidrContains(cidr.cidr, asked) === isInside ? null : `${network}/${bits} and ${asked}`;
}

export const PARSERS: readonly ParserTarget[] = [
  { name: "signed headers", run: signedHeaders },
  { name: "targets", run: targets },
  { name: "forwarded addresses", run: peers },
  { name: "JSON bodies", run: bodies },
  { name: "JSON structure", run: structures },
  { name: "globs", run: globs },
  { name: "address ranges", run: ranges },
];
