import { expect, test } from "vitest";
import { testConfig } from "../testing/test-config.ts";
import { describeSite } from "./describe-site.ts";

test("generated files get the configured address and the served CLI's checksum", () => {
  const config = { ...testConfig, baseUrl: "https://secrets.example" };
  const ctx = { config, now: new Date("2026-11-20T23:59:59Z") };
  expect(describeSite(ctx, { version: "1.0.0", sha256: "ab".repeat(32) })).toEqual({
    baseUrl: "https://secrets.example",
    cliVersion: "1.0.0",
    cliSha256: "ab".repeat(32),
    cliFile: "/npm/@sikkerkey/cli/-/cli-1.0.0.tgz",
    madeAt: "2026-11-20",
  });
});
