import { shellBlock } from "../code-block.ts";
import { type DocFacts, registryOption } from "../doc-facts.ts";
import type { Document } from "../document.ts";

/** The two commands that every other page begins after. */
export const installBlock = (facts: DocFacts) =>
  shellBlock("install", `npm install -g @sikkerkey/cli@${facts.cliVersion} ${registryOption(facts)}`);

export const enrollBlock = (facts: DocFacts) =>
  shellBlock(
    "enroll",
    `export SIKKERKEY_ENROLLMENT_TOKEN=${facts.enrollmentToken}
sikkerkey enroll --url ${facts.baseUrl} --vault ${facts.vaultId}`,
  );

export const quickStart: Document = {
  from: "nothing",
  sections: (facts) => [
    {
      id: "store",
      title: "Store a secret",
      parts: [
        "Open **Projects**, choose **New project**, then **New secret**. Name it `DATABASE_URL` and give it a value. Names become environment variables: `api-key` arrives as `API_KEY`. Names that would take over a shell, such as `PATH` or `BASH_ENV`, are refused when you save them.",
      ],
    },
    {
      id: "token",
      title: "Make an enrollment token",
      parts: [
        "Open **Enrollment Tokens** and choose **New token**. Tick the project and the secret. The token makes machines that read exactly these, as many and for as long as you say; it reads nothing itself. Copy it now: it is shown once.",
      ],
    },
    {
      id: "command",
      title: "Install the command",
      parts: [
        "It needs Node.js 18 or later. This server is its npm registry, so nothing comes from anywhere else.",
        installBlock(facts),
      ],
    },
    {
      id: "enroll",
      title: "Enroll this computer",
      parts: [
        "Put your token and your vault’s id in the places of the examples; the sidebar shows the id. The key is made here and stays here, in `~/.sikkerkey`, readable by you alone.",
        enrollBlock(facts),
      ],
    },
    {
      id: "read",
      title: "Read it",
      parts: [
        "`run` puts every granted secret into the environment of one command, and nowhere else.",
        shellBlock("run", `sikkerkey run --all -- sh -c 'echo "$DATABASE_URL"'`, {
          prints: "postgres://app@db.example/shop\n",
        }),
        "Or see first what there is, and read one value alone:",
        shellBlock("list", "sikkerkey list secrets\nsikkerkey get DATABASE_URL"),
        "The enrollment and both reads are now in **Audit Log**, with the machine, its token and the address they came from.",
      ],
    },
    {
      id: "next",
      title: "Where to go from here",
      parts: [
        {
          kind: "list",
          items: [
            "A pipeline: build its files under **Integrations**; each provider has a page here.",
            "A container: [Containers](/docs/containers).",
            "A server that stays, or a computer for a few weeks: [Machines](/docs/machines).",
            "A program: [SDK](/docs/sdk), or [any language](/docs/languages) with Ed25519.",
            "Something refuses: [Troubleshooting](/docs/troubleshooting) has every message.",
          ],
        },
      ],
    },
  ],
};
