import { shellBlock } from "../code-block.ts";
import { type Document, list, note, table } from "../document.ts";

export const ciCheck: Document = {
  from: "command",
  sections: (facts) => [
    {
      id: "check",
      title: "Rehearse an enrollment",
      parts: [
        "`sikkerkey ci check` asks the server what an enrollment from here would give: which token it is, which secrets would arrive by name, and which would be refused and why. It spends no use of the token, makes no machine and reads no value. The token’s limits of address and hostname apply, so ask from the runner.",
        shellBlock(
          "check",
          `export SIKKERKEY_API_URL=${facts.baseUrl}
export SIKKERKEY_VAULT=${facts.vaultId}
export SIKKERKEY_ENROLLMENT_TOKEN=${facts.enrollmentToken}
sikkerkey ci check`,
        ),
        table(
          ["It says", "What it looks at"],
          [
            [
              "Who would ask",
              "The address the server saw, the hostname, the machine name the token would give",
            ],
            ["Which token", "Its name, when it ends, uses that are left"],
            ["What would arrive", "Each secret by name and by environment variable"],
            [
              "What would not",
              "An address out of range, a hostname, an expired or spent token, names that collide or would take over a shell",
            ],
            ["The surroundings", "Clock against the server’s, versions of command and server"],
          ],
        ),
      ],
    },
    {
      id: "gate",
      title: "As a step of its own",
      parts: [
        "It exits with 0 when every secret would arrive and with 1 otherwise, so that a pipeline can stop before it depends on the answer. `--json` prints one object for programs.",
        shellBlock(
          "gate",
          "sikkerkey ci check --json > check.json\nnode -e 'process.exit(require(\"./check.json\").isReady ? 0 : 1)'",
        ),
        note(
          "A rehearsal is in the audit log as one, and refused tries count like refused enrollments: after too many from one address the answer is 429 for a while.",
        ),
      ],
    },
    {
      id: "init",
      title: "Write the files into a repository",
      parts: [
        "`sikkerkey ci init` finds the repository’s provider by its files, asks the server for the token’s policy and writes what **Build** on the dashboard shows. It says what would change and asks before it overwrites; it follows no symbolic link.",
        shellBlock("init", "sikkerkey ci init --provider bitbucket-pipelines", { given: "git init -q ." }),
        list(
          "The token is in none of the files. Store it as the provider’s page says.",
          "Commit them like code: the script pins the command by version and SHA-256, and a review sees when that changes.",
        ),
      ],
    },
  ],
};
