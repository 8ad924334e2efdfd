import type { TokenPolicy } from "../contract/tokens.ts";
import type { SiteFacts, TextFile } from "./integration.ts";
import { madeBy } from "./made-by.ts";
import { yamlText } from "./yaml-quoting.ts";

/** The same step as an action of the repository itself: no third-party code, and the token reaches the shell as a variable only. */
export function githubAction(policy: TokenPolicy, site: SiteFacts): TextFile {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub's, in env and never in a script.
  const token = "${{ inputs.token }}";
  const body = yamlText(
    {
      name: "Load secrets",
      description: "Gives all later steps of the job the secrets that the enrollment token grants.",
      inputs: { token: { description: "The enrollment token, from a secret", required: true } },
      runs: {
        using: "composite",
        steps: [
          {
            name: "Load secrets",
            shell: "sh",
            run: 'sh "$GITHUB_WORKSPACE/sikkerkey-init.sh"',
            env: { SIKKERKEY_ENROLLMENT_TOKEN: token },
          },
        ],
      },
    },
    new Map([
      [
        "composite",
        " In a workflow, after actions/checkout:\n" +
          "   - uses: ./.github/actions/sikkerkey\n" +
          "     with:\n" +
          // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub's, in a comment.
          "       token: ${{ secrets.SIKKERKEY_ENROLLMENT_TOKEN }}",
      ],
    ]),
  );
  return {
    path: ".github/actions/sikkerkey/action.yml",
    language: "yaml",
    content: madeBy(policy, site, "the action's input token") + body,
  };
}
