import type { Field } from "#e2e/hostile/attacks/ground.ts";
import { requestText, type Signed, signedLines } from "#e2e/raw-signed.ts";
import { oddJson } from "#server/testing/fuzz/odd-json.ts";
import type { Draws } from "#server/testing/fuzz/random.ts";
import type { Heard } from "./exchange.ts";
import { grammarRequest, mutated } from "./odd-requests.ts";
import { isStillTheSame } from "./same-request.ts";

/** One case: the bytes, and what is wrong with what came back, or null. */
export type Case = {
  readonly text: string;
  /** The text is one whole request, so an answer must come. */
  readonly isWhole: boolean;
  readonly judge: (heard: Heard) => string | null;
};
export type Campaign = { readonly name: string; readonly make: (draws: Draws, field: Field) => Case };

const oneOf = (list: readonly string[]) => list.map((text) => JSON.stringify(text));

/** A good request of each kind. */
function good(draws: Draws, { machine, secret, project, vaultId }: Field): string {
  const signed = (request: Signed) =>
    requestText(`${request.method ?? "GET"} ${request.path}`, signedLines(machine, request), request.body);
  const body = JSON.stringify({ projectId: project.id });
  return draws.pick([
    () => signed({ path: `/v1/secret/${secret.id}` }),
    () => signed({ path: "/v1/secrets" }),
    () => signed({ method: "POST", path: "/v1/secrets/export", body }),
    () => signed({ method: "POST", path: "/v1/secrets/list", body }),
    () =>
      requestText(
        `POST /v1/${vaultId}/enroll/register`,
        [],
        '{"token":"ske_x","publicKey":"","hostname":"h"}',
      ),
    () => requestText(`GET /v1/secret/${secret.id}`, []),
  ])();
}

const isPublic = (text: string) => /^(GET|HEAD)\s+\/(v1\/health|sign-in|set-up|npm\/|favicon)/.test(text);

/** No value for whoever did not sign exactly this; no success but of what anyone may ask. */
function judgeUnsigned({ statuses, text }: Heard, sent: string, { secret }: Field): string | null {
  if (text.includes(secret.value)) return "a value was given out";
  const success = statuses.find((status) => status >= 200 && status < 300);
  return success !== undefined && !isPublic(sent) && !text.endsWith('{"status":"ok"}')
    ? `answered ${success}`
    : null;
}

const grammar: Campaign = {
  name: "grammar",
  make: (draws, field) => {
    const text = grammarRequest(draws);
    return { text, isWhole: false, judge: (heard) => judgeUnsigned(heard, text, field) };
  },
};

const mutations: Campaign = {
  name: "mutations",
  make: (draws, field) => {
    const original = good(draws, field);
    const text = mutated(draws, original);
    const isSame = isStillTheSame(original, text);
    return { text, isWhole: false, judge: (heard) => (isSame ? null : judgeUnsigned(heard, text, field)) };
  },
};

type Route = {
  readonly path: (field: Field) => string;
  readonly isSigned: boolean;
  /** Texts of values each field takes. */
  readonly fields: (field: Field) => Readonly<Record<string, readonly string[]>>;
  readonly isGood: (body: Record<string, unknown>) => boolean;
};

const isId = (id: unknown) => typeof id === "string" && [...id].length <= 128;
const isOptional = (id: unknown) => id === undefined || id === null || isId(id);
const project = ({ project: { id }, emptyProject }: Field) => ({
  projectId: oneOf([id, emptyProject.id, "proj_x"]),
});

const ROUTES: readonly Route[] = [
  {
    path: () => "/v1/secrets/list",
    isSigned: true,
    fields: project,
    isGood: ({ projectId }) => isId(projectId),
  },
  {
    path: () => "/v1/verify-access",
    isSigned: true,
    fields: project,
    isGood: ({ projectId }) => isId(projectId),
  },
  {
    path: () => "/v1/secrets/export",
    isSigned: true,
    fields: (field) => ({ ...project(field), applicationId: ["null", '"a"'] }),
    isGood: ({ projectId, applicationId }) => isOptional(projectId) && isOptional(applicationId),
  },
  {
    path: () => "/v1/secrets/poll",
    isSigned: true,
    fields: ({ secret, ungranted }) => ({ watch: [JSON.stringify([secret.id, ungranted.id]), "[]", "null"] }),
    isGood: ({ watch }) =>
      watch === undefined || watch === null || (Array.isArray(watch) && watch.every(isId)),
  },
  {
    path: ({ vaultId }) => `/v1/${vaultId}/enroll/register`,
    isSigned: false,
    fields: () => ({ token: ['"ske_x"'], publicKey: ['"AAAA"'], hostname: ['"h"'], name: ['"n"'] }),
    isGood: () => false,
  },
  {
    path: () => "/v1/bootstrap/register",
    isSigned: false,
    fields: () => ({ token: ['"skb_x"'], publicKey: ['"AAAA"'], hostname: ['"h"'] }),
    isGood: () => false,
  },
];

/** Whether a body may be answered 200: what a strict reader makes of it has these keys, and types that fit. */
function mayPass(route: Route, field: Field, body: string): boolean {
  try {
    const value: unknown = JSON.parse(body === "" ? "{}" : Buffer.from(body, "latin1").toString("utf8"));
    if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
    const keys = Object.keys(value);
    return keys.every((key) => key in route.fields(field)) && route.isGood(value as Record<string, unknown>);
  } catch {
    return false;
  }
}

const bodies: Campaign = {
  name: "bodies",
  make: (draws, field) => {
    const route = draws.pick(ROUTES);
    const path = route.path(field);
    const body = oddJson(draws, route.fields(field)).slice(0, 65_000);
    const headers = route.isSigned ? signedLines(field.machine, { method: "POST", path, body }) : [];
    const text = requestText(`POST ${path}`, headers, body);
    const isFine = mayPass(route, field, body);
    return {
      text,
      isWhole: true,
      judge: ({ statuses: [status = 0, ...more] }) => {
        if (more.length > 0) return `one request had ${more.length + 1} answers`;
        // An export may be of a project that this machine is not in: that is no mistake of the body.
        if (status >= 400 || (status === 200 && isFine)) return null;
        return `answered ${status}`;
      },
    };
  },
};

export const CAMPAIGNS: readonly Campaign[] = [grammar, mutations, bodies];
