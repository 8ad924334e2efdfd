import { expect, test } from "vitest";
import { answerRegistry } from "./answer-registry.ts";
import type { ServedPackage } from "./describe-package.ts";

const aPackage = (version: string): ServedPackage => ({
  name: "@sikkerkey/cli",
  version,
  file: `cli-${version}.tgz`,
  sha256: "00",
  shasum: "11",
  integrity: "sha512-AA==",
  manifest: { name: "@sikkerkey/cli", version, bin: { sikkerkey: "sikkerkey.mjs" } },
});
const [old, current] = [aPackage("1.9.0"), aPackage("1.10.0")];
const packages = {
  release: "",
  cli: current,
  list: () => [current, old],
  read: (file: string) => (file === "cli-1.9.0.tgz" ? Buffer.from("bytes") : null),
};
const ask = (path: string, accept = "*/*") =>
  answerRegistry({ packages, baseUrl: "https://secrets.example", path, accept });

test.each(["@sikkerkey/cli", "@sikkerkey%2fcli", "@sikkerkey%2Fcli"])(
  "%s lists every version",
  async (path) => {
    const answer = ask(path);
    const body = await answer.json();
    expect(answer.headers.get("content-type")).toBe("application/json");
    expect(Object.keys(body.versions).sort()).toEqual(["1.10.0", "1.9.0"]);
    expect(body["dist-tags"]).toEqual({ latest: "1.10.0" });
    expect(body.versions["1.9.0"]).toMatchObject({
      bin: { sikkerkey: "sikkerkey.mjs" },
      dist: {
        integrity: "sha512-AA==",
        shasum: "11",
        tarball: "https://secrets.example/npm/@sikkerkey/cli/-/cli-1.9.0.tgz",
      },
    });
  },
);

test("npm's abbreviated form is answered under its own type", () => {
  const accept = "application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8, */*";
  expect(ask("@sikkerkey/cli", accept).headers.get("content-type")).toBe(
    "application/vnd.npm.install-v1+json",
  );
});

test("a tarball is its bytes", async () => {
  const answer = ask("@sikkerkey/cli/-/cli-1.9.0.tgz");
  expect(await answer.text()).toBe("bytes");
  expect(answer.headers.get("content-length")).toBe("5");
});

test.each([
  "",
  "cli",
  "@other/cli",
  "@sikkerkey/unknown",
  "@sikkerkey/cli/",
  "@sikkerkey/cli/-/",
  "@sikkerkey/cli/-/cli-2.0.0.tgz",
  "@sikkerkey/cli/-/../../x",
  "@sikkerkey/cli/-/SHA256SUMS",
  "@sikkerkey/cli/1.9.0/extra",
  "-/package/@sikkerkey/cli/dist-tags",
])("%j is not found", (path) => {
  expect(ask(path).status).toBe(404);
});
