import type { IncomingMessage } from "node:http";
import type { FakeAnswer } from "./fake-state.ts";
import type { World, WorldSecret } from "./world.ts";

const DENIED: FakeAnswer = { status: 403, body: { error: "Access denied" } };
const ok = (body: unknown): FakeAnswer => ({ status: 200, body });

/** The machine plane's reads, with exactly the wire's keys. */
export function answerRead(world: World, { method, url }: IncomingMessage, body: Buffer): FakeAnswer {
  const projectId = projectOf(body);
  const inProject = world.secrets.filter((secret) => projectId === null || secret.projectId === projectId);
  switch (`${method} ${url}`) {
    case "GET /v1/secrets":
    case "POST /v1/secrets/list":
      return ok({ secrets: inProject.map((secret) => ({ ...named(secret), projectId: secret.projectId })) });
    case "POST /v1/secrets/export":
      return ok({ secrets: inProject.map((secret) => ({ ...named(secret), value: secret.value })) });
    case "GET /v1/cli/projects":
      return ok({ projects: world.projects.map((project) => ({ ...project, ...STANDALONE })) });
    case "GET /v1/cli/secrets":
      return ok({ secrets: world.secrets.map((secret) => cliSecret(world, secret)) });
    case "POST /v1/verify-access": {
      const project = world.projects.find((candidate) => candidate.projectId === projectId);
      return project === undefined
        ? ok({ valid: false, projectName: null, error: "Project not found" })
        : ok({ valid: true, projectName: project.projectName, error: null });
    }
  }
  const secret = world.secrets.find(({ id }) => url === `/v1/secret/${id}`);
  return secret === undefined ? DENIED : ok({ value: secret.value });
}

const STANDALONE = { applicationId: null, applicationName: null };

const named = ({ id, name, fieldNames }: WorldSecret) => ({
  id,
  name,
  fieldNames: fieldNames === null ? null : JSON.stringify(fieldNames),
});

function cliSecret(world: World, secret: WorldSecret) {
  const project = world.projects.find(({ projectId }) => projectId === secret.projectId);
  const type = secret.fieldNames === null ? "secret" : "structured";
  return { ...named(secret), ...project, ...STANDALONE, type };
}

function projectOf(body: Buffer): string | null {
  if (body.length === 0) return null;
  const parsed: unknown = JSON.parse(body.toString("utf8"));
  const isNamed = typeof parsed === "object" && parsed !== null && "projectId" in parsed;
  return isNamed ? String(parsed.projectId) : null;
}
