import { expect } from "vitest";
import type { Image } from "./build-image.ts";
import { type ContainerOptions, runContainer } from "./run-container.ts";

type Read = { readonly code: number | string; readonly stdout: string; readonly stderr: string };

export type Reader = {
  readonly image: Image;
  /** As the dialog's `docker run` starts it. */
  readonly options: ContainerOptions;
  /** Where the identity is inside; a pattern of the shell. */
  readonly identity: string;
  /** Ids of secrets by name. */
  readonly ids: Readonly<Record<string, string>>;
};

// Whoever unzips is who runs it, as the snippet says; the rights of root are gone all the same.
const WHO = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };

export async function runAs({ image, options }: Reader, change: ContainerOptions): Promise<Read> {
  const container = runContainer(image, { ...options, ...WHO, ...change });
  return { code: await container.ended, stdout: container.stdout(), stderr: container.stderr() };
}

const idOf = ({ ids }: Reader, name: string) => ids[name] ?? "";

/** The values of these names that the entry point's command has in its environment, one after the other. */
export function readWithCommand(reader: Reader): Promise<Read> {
  const words = Object.keys(reader.ids).map((name) => `$${name}`);
  return runAs(reader, { command: ["sh", "-c", `printf %s "${words.join("")}"`] });
}

function readWithSdk(reader: Reader, names: readonly string[]): Promise<Read> {
  const ids = names.map((name) => idOf(reader, name));
  return runAs(reader, { entrypoint: ["node", "read.js"], command: ids });
}

function readWithCurl(reader: Reader, name: string): Promise<Read> {
  const line = `exec sh read-signed.sh ${reader.identity} ${idOf(reader, name)}`;
  return runAs(reader, { entrypoint: ["sh"], command: ["-c", line], tmpfs: ["/tmp"] });
}

/** Command, SDK and a request of curl and openssl read these values, and none of the other ids. */
export async function expectReads(reader: Reader, values: Readonly<Record<string, string>>): Promise<void> {
  const others = Object.keys(reader.ids).filter((name) => !(name in values));
  expect(others.length).toBeGreaterThan(0);
  const all = Object.values(values).join("");
  expect(await readWithCommand(reader)).toEqual({ code: 0, stdout: all, stderr: "" });
  const { stdout, stderr } = await readWithSdk(reader, Object.keys(reader.ids));
  expect(stderr).toBe("");
  const found = JSON.parse(stdout);
  for (const [name, value] of Object.entries(values)) expect(found[idOf(reader, name)]).toBe(value);
  for (const name of others) expect(found[idOf(reader, name)]).toMatch(/^AccessDeniedError/);
  for (const [name, value] of Object.entries(values))
    expect(await readWithCurl(reader, name)).toEqual({ code: 0, stdout: value, stderr: "" });
  for (const name of others) {
    const refused = await readWithCurl(reader, name);
    expect([refused.code, refused.stdout]).toEqual([1, ""]);
    expect(refused.stderr).toContain("answered 403");
  }
}

/** To all three the server says that it knows nobody of that key. */
export async function expectNobody(reader: Reader): Promise<void> {
  const [name = ""] = Object.keys(reader.ids);
  const command = await readWithCommand(reader);
  expect([command.code, command.stdout]).toEqual([1, ""]);
  expect(command.stderr).toContain("(401)");
  expect((await readWithSdk(reader, [name])).stdout).toContain("AuthenticationError");
  const curl = await readWithCurl(reader, name);
  expect([curl.code, curl.stdout]).toEqual([1, ""]);
  expect(curl.stderr).toContain("answered 401");
}
