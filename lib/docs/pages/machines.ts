import { shellBlock } from "../code-block.ts";
import { type DocFacts, registryOption } from "../doc-facts.ts";
import { type Document, list, note, steps, table } from "../document.ts";

const scriptUrl = (facts: DocFacts) => `${facts.baseUrl}/v1/bootstrap/${facts.bootstrapToken}`;

export const machines: Document = {
  from: "nothing",
  sections: (facts) => [
    {
      id: "kinds",
      title: "Four ways to become a machine",
      parts: [
        "Every machine has an Ed25519 key of its own and reads exactly what was granted to it. They differ in who lets them in, and when they end.",
        table(
          ["Machine", "Comes with", "Let in by", "Ends"],
          [
            [
              "Ephemeral",
              "an enrollment token",
              "the token’s policy, at once",
              "after the token’s machine lifetime",
            ],
            [
              "Long-lived",
              "a bootstrap token",
              "a person who compares the fingerprint",
              "when somebody disables or deletes it",
            ],
            [
              "Temporary",
              "a bootstrap token",
              "a person, for one hour to twelve months",
              "by itself; it can be extended with a reason",
            ],
            [
              "Container",
              "[a bundle or a claim](/docs/containers)",
              "whoever creates it on the dashboard",
              "as chosen there",
            ],
          ],
        ),
      ],
    },
    {
      id: "validate",
      title: "Register a server",
      parts: [
        "**Machines → Validate machine** makes a bootstrap token: one machine, ten minutes. Read the script before you run it; fetching it spends nothing.",
        shellBlock(
          "bootstrap",
          `curl -fsSL ${scriptUrl(facts)} -o sikkerkey-bootstrap.sh
cat sikkerkey-bootstrap.sh
sh sikkerkey-bootstrap.sh`,
          { afterwards: "approve the machine and grant its secrets" },
        ),
        "The script makes the key with OpenSSL in `~/.sikkerkey`, sends its public half, and prints a fingerprint. It needs no root. On Windows, or without OpenSSL, `sikkerkey enroll` does the same and asks for the token.",
        steps(
          "The dashboard shows the machine as **pending** with its fingerprint. Compare all of it with what the server printed: a token that leaked may have let another computer register first.",
          "**Approve** it. It may sign now, and still reads nothing.",
          "Attach a project on its page and tick the secrets it may read. The next request sees them.",
        ),
        shellBlock(
          "use",
          `npm install -g @sikkerkey/cli@${facts.cliVersion} ${registryOption(facts)}
sikkerkey run --all -- sh -c 'echo "$API_KEY"'`,
        ),
      ],
    },
    {
      id: "temporary",
      title: "A computer for a few weeks",
      parts: [
        "A temporary machine begins the same way, with **Temporary** chosen in the dialog: a contractor’s laptop, a migration, a review environment.",
        list(
          "Its time starts with the approval, not with the registration.",
          "Guardrails keep it to address ranges and to hours of the day in a time zone. They hold on every signed request.",
          "It can be extended, with a reason that the audit log keeps, never beyond twelve months from now; an extension can be undone.",
          "When its time is over its next request is 401, and so is every later one.",
        ),
      ],
    },
    {
      id: "life",
      title: "Afterwards",
      parts: [
        table(
          ["On its page", "What it does"],
          [
            ["Disable", "The next request is 401. Enabling brings it back with the same grants."],
            ["Revoke access", "All grants go; the machine stays and reads nothing."],
            [
              "Delete",
              "The machine and its grants are gone, the audit log keeps its name. Its key is never accepted again.",
            ],
            ["Rename", "A name for people; the id and the key stay."],
          ],
        ),
        "**A computer that registers again** has a new key and waits for approval again. Approving it hands over what its old machine could read and ends the old one, so that a leaked token alone gains nothing.",
        note(
          "A machine that nobody has seen for long is a key that somebody may still hold. Delete what is gone.",
          "warn",
        ),
      ],
    },
  ],
};
