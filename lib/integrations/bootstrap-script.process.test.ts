import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { bootstrapScript, refusalScript } from "./bootstrap-script.ts";

const TOKEN = `skb_${"A".repeat(49)}`;
const script = bootstrapScript({ baseUrl: "https://secrets.example", vaultId: "vault_a", token: TOKEN });

test("half a download does nothing, wherever it is cut", () => {
  const call = script.lastIndexOf("\nsikkerkey_bootstrap\n");
  for (let cut = 1; cut < call; cut += 41) {
    const ran = spawnSync("/bin/sh", [], {
      input: script.slice(0, cut),
      encoding: "utf8",
      env: { NODE_ENV: "test", PATH: "/nonexistent" },
    });
    // Without tools the whole script would say what is missing.
    expect(ran.stdout + ran.stderr, `cut at ${cut}`).not.toContain("sikkerkey:");
  }
});

test("the token is written once, in quotes, and reaches no command line", () => {
  expect(script.split(TOKEN)).toHaveLength(2);
  expect(script).toContain(`sk_token='${TOKEN}'\n`);
  const uses = script.split("\n").filter((line) => line.includes("$sk_token"));
  // The line of the here-document.
  expect(uses).toEqual([`{"token":"$sk_token","publicKey":"$sk_public","hostname":"$sk_host"}`]);
});

test("facts are words, whatever they hold", () => {
  const baseUrl = "https://x'; touch /nonexistent/hurt; '";
  expect(bootstrapScript({ baseUrl, vaultId: "vault_a", token: TOKEN })).toContain(
    "sk_base='https://x'\\''; touch /nonexistent/hurt; '\\'''\n",
  );
});

test("a refusal prints its sentence and runs nothing", () => {
  const ran = spawnSync("/bin/sh", [], {
    input: refusalScript('It\'s over: $(id) `id` "$HOME" \\n %s.'),
    encoding: "utf8",
  });
  expect([ran.status, ran.stdout, ran.stderr]).toEqual([
    1,
    "",
    'sikkerkey: It\'s over: $(id) `id` "$HOME" \\n %s.\n',
  ]);
});
