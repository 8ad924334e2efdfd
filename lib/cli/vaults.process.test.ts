import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCli } from "./run-cli.ts";
import { enrolledHome } from "./testing/enrolled-home.ts";
import { temporaryFolder } from "./testing/run-program.ts";
import { scriptedTerminal } from "./testing/scripted-terminal.ts";
import { VAULT_ID, WORLDS } from "./testing/world.ts";

const folder = temporaryFolder();

async function homeWithConfig(config: object) {
  const { home, env } = await enrolledHome(folder, WORLDS.usual);
  const file = join(home, "cli_global.json");
  writeFileSync(file, JSON.stringify(config));
  return {
    home,
    env,
    vault: join(home, "vaults", VAULT_ID),
    config: () => JSON.parse(readFileSync(file, "utf8")),
  };
}

const OTHER = "vault_other00000000000";

test("a deleted vault takes its own settings along and leaves everybody else's", async () => {
  const { home, env, vault, config } = await homeWithConfig({
    default_vault: VAULT_ID,
    vault_aliases: { mine: VAULT_ID, theirs: OTHER },
    current_applications: { [VAULT_ID]: "app_1", [OTHER]: "app_2" },
    cache_enabled: true,
    somebody_elses: { key: 1 },
  });
  mkdirSync(join(vault, "cache"));
  writeFileSync(join(vault, "cache", "sk_apikey0001.skc"), "{}");
  mkdirSync(join(home, "vaults", OTHER));
  writeFileSync(join(home, "vaults", OTHER, "identity.json"), "{}");
  expect(await runCli(["delete", "vault", "mine", "--yes"], scriptedTerminal(env))).toBe(0);
  expect(readdirSync(join(home, "vaults"))).toEqual([OTHER]);
  expect(config()).toEqual({
    vault_aliases: { theirs: OTHER },
    current_applications: { [OTHER]: "app_2" },
    cache_enabled: true,
    somebody_elses: { key: 1 },
  });
});

test.each([
  ["y", 0, false],
  ["Yes ", 0, false],
  ["", 1, true],
  ["no", 1, true],
] as const)("at a terminal it asks, and %j ends with %i", async (answer, code, isThere) => {
  const { env, vault } = await homeWithConfig({});
  const terminal = scriptedTerminal(env, { answers: [answer] });
  expect(await runCli(["delete", "vault", VAULT_ID], terminal)).toBe(code);
  expect(terminal.asked).toHaveLength(1);
  expect(existsSync(join(vault, "private.pem"))).toBe(isThere);
});

test("what somebody else put into the folder stays, and a link is removed instead of what it leads to", async () => {
  const { env, vault } = await homeWithConfig({});
  const elsewhere = join(folder, "elsewhere");
  mkdirSync(elsewhere);
  writeFileSync(join(elsewhere, "precious"), "");
  symlinkSync(elsewhere, join(vault, "cache"));
  writeFileSync(join(vault, "notes.txt"), "");
  const terminal = scriptedTerminal(env);
  expect(await runCli(["delete", "vault", VAULT_ID, "-y"], terminal)).toBe(0);
  expect(readdirSync(vault)).toEqual(["notes.txt"]);
  expect(existsSync(join(elsewhere, "precious"))).toBe(true);
  expect(terminal.noted.join("\n")).toContain("holds something else as well");
});

test("a vault's folder that is a link is not followed", async () => {
  const { home, env } = await homeWithConfig({});
  symlinkSync(join(home, "vaults", VAULT_ID), join(home, "vaults", OTHER));
  expect(await runCli(["delete", "vault", OTHER, "-y"], scriptedTerminal(env))).toBe(1);
  expect(existsSync(join(home, "vaults", VAULT_ID, "private.pem"))).toBe(true);
});

test("a name that stands for another vault is not taken from it", async () => {
  const { env, config } = await homeWithConfig({ vault_aliases: { live: OTHER }, custom: 1 });
  const terminal = scriptedTerminal(env);
  expect(await runCli(["rename", "vault", VAULT_ID, "live"], terminal)).toBe(1);
  expect(terminal.noted.join("\n")).toContain(`live is the name of ${OTHER} already`);
  expect(config()).toEqual({ vault_aliases: { live: OTHER }, custom: 1 });
  expect(await runCli(["rename", "vault", VAULT_ID, "mine"], scriptedTerminal(env))).toBe(0);
  expect(config()).toEqual({ vault_aliases: { live: OTHER, mine: VAULT_ID }, custom: 1 });
});
