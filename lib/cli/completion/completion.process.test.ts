import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { COMMANDS } from "../command-table.ts";
import { allOptions } from "../render-help.ts";
import { bundledCli, runProgram, temporaryFolder } from "../testing/run-program.ts";
import type { ShellName } from "./shell-table.ts";

// Shells are started here, and other suites may hold the processors meanwhile.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const folder = temporaryFolder();
const FILES: Record<ShellName, string> = {
  bash: join(folder, "sikkerkey.bash"),
  zsh: join(folder, "_sikkerkey"),
  fish: join(folder, "sikkerkey.fish"),
};

beforeAll(async () => {
  const program = await bundledCli(folder);
  writeFileSync(join(folder, "a-file"), "");
  for (const [shell, file] of Object.entries(FILES)) {
    const { stdout, code } = await runProgram(process.execPath, [program, "completion", shell]);
    expect(code).toBe(0);
    writeFileSync(file, stdout);
  }
});

type Offers = ReadonlyMap<string, readonly string[]>;

/** What each shell, with the script loaded as its users load it, offers at the end of each line. */
const ASK: Record<ShellName, (lines: readonly string[]) => Promise<Offers>> = {
  async bash(lines) {
    const asks = lines.map((line) => {
      const words = line.split(" ").map((word) => `'${word}'`);
      return `COMP_WORDS=(${words.join(" ")}); COMP_CWORD=${words.length - 1}; _sikkerkey 2>/dev/null; echo '<line>${line}</line>'; ((\${#COMPREPLY[@]})) && printf '<offer>%s</offer>\\n' "\${COMPREPLY[@]}"`;
    });
    return offersOf(await shell("bash", ["--norc", "-c", `source '${FILES.bash}'\n${asks.join("\n")}`]));
  },
  async zsh(lines) {
    const capture = join(import.meta.dirname, "../testing/capture-completion.zsh");
    return offersOf(await shell("zsh", ["-f", capture, FILES.zsh, ...lines]));
  },
  async fish(lines) {
    const asks = lines.map(
      (line) =>
        `echo '<line>${line}</line>'; complete -C '${line}' | string replace -r '^([^\\t]*).*' '<offer>$1</offer>'`,
    );
    return offersOf(await shell("fish", ["--no-config", "-c", `source '${FILES.fish}'\n${asks.join("\n")}`]));
  },
};

async function shell(file: string, words: readonly string[]): Promise<string> {
  const env = { HOME: folder, TERM: "xterm", ZDOTDIR: folder };
  return (await runProgram(file, words, { env, cwd: folder })).stdout.toString("utf8");
}

function offersOf(text: string): Offers {
  const parts = text.split("<line>").slice(1);
  return new Map(
    parts.map((part) => {
      const [line = "", rest = ""] = part.split("</line>");
      return [line, [...rest.matchAll(/<offer>(.*?)<\/offer>/g)].map(([, offer]) => offer ?? "")];
    }),
  );
}

describe.each(Object.keys(FILES) as ShellName[])("%s", (name) => {
  test("offers every command, and every option of each", async () => {
    const lines = ["sikkerkey ", ...COMMANDS.map((command) => `sikkerkey ${command.name} --`)];
    const offers = await ASK[name](lines);
    expect(offers.get("sikkerkey ")).toEqual(expect.arrayContaining(COMMANDS.map((command) => command.name)));
    for (const command of COMMANDS)
      for (const option of allOptions(command))
        expect(offers.get(`sikkerkey ${command.name} --`), command.name).toContain(`--${option.name}`);
  });

  test("offers what an argument and an option can be, where they stand", async () => {
    const offers = await ASK[name]([
      "sikkerkey li",
      "sikkerkey list ",
      "sikkerkey list -o ",
      "sikkerkey list -o json ",
      "sikkerkey list secrets ",
      "sikkerkey cache ",
      "sikkerkey export --format ",
      "sikkerkey enroll --token-file a-",
      "sikkerkey run --all -- gre",
      "sikkerkey run -- list --",
    ]);
    const sorted = (line: string) => [...(offers.get(line) ?? [])].sort();
    expect(sorted("sikkerkey li")).toEqual(["list"]);
    expect(sorted("sikkerkey list ")).toEqual(["projects", "secrets", "vaults"]);
    expect(sorted("sikkerkey list -o ")).toEqual(["json", "text"]);
    expect(sorted("sikkerkey list -o json ")).toEqual(["projects", "secrets", "vaults"]);
    expect(sorted("sikkerkey list secrets ")).not.toContain("projects");
    expect(sorted("sikkerkey cache ")).toEqual(["clear", "disable", "enable", "status"]);
    expect(sorted("sikkerkey export --format ")).toEqual(["dotenv", "env", "json", "shell", "yaml"]);
    expect(sorted("sikkerkey enroll --token-file a-")).toEqual(["a-file"]);
    expect(sorted("sikkerkey run --all -- gre")).toContain("grep");
    expect(sorted("sikkerkey run -- list --")).not.toContain("--output");
  });
});
