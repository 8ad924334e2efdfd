import type { TokenPolicy } from "../contract/tokens.ts";
import type { Integration, SiteFacts, TextFile } from "./integration.ts";
import { initScript } from "./script/init-script.ts";
import { yamlText } from "./yaml-quoting.ts";

export const bitbucketPipelines: Integration = {
  id: "bitbucket-pipelines",
  title: "Bitbucket Pipelines",
  summary: "An ephemeral machine for each step, and its secrets as environment variables.",
  render: (policy, site) => [
    { path: "sikkerkey-init.sh", language: "sh", content: initScript(policy, site) },
    snippet(policy, site),
  ],
};

function snippet(policy: TokenPolicy, site: SiteFacts): TextFile {
  const load = ". ./sikkerkey-init.sh";
  const body = yamlText(
    {
      pipelines: {
        default: [{ step: { name: "Deploy", image: "node:20", script: [load, "./your-deploy-command.sh"] } }],
      },
    },
    new Map([
      [
        load,
        " The leading dot runs the script in this step's own shell: a child process cannot change its parent's environment.\n" +
          " Add this line to each step that needs secrets; every step runs in a new container.",
      ],
    ]),
  );
  const made = [
    `# Made by SikkerKey at ${site.baseUrl} on ${site.madeAt} for enrollment token ${policy.id}.`,
    `# sikkerkey-init.sh installs @sikkerkey/cli ${site.cliVersion}, SHA-256 ${site.cliSha256}.`,
    "# SIKKERKEY_ENROLLMENT_TOKEN comes from the repository's secured variables.",
  ];
  return { path: "bitbucket-pipelines.yml", language: "yaml", content: `${made.join("\n")}\n${body}` };
}
