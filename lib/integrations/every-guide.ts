import type { Guide } from "./integration.ts";

/** What is true with every provider. `where` is what holds the token there, such as "the repository variable". */
export function everyTroubleshooting(where: string): Guide["troubleshooting"] {
  return [
    {
      title: "./sikkerkey-init.sh: Permission denied",
      remedy:
        "The committed script has no execute bit. The lines shown here need none; restore “. ./sikkerkey-init.sh” or write “sh ./sikkerkey-init.sh”.",
    },
    {
      title: "Syntax error, or \\r: command not found",
      remedy:
        "The script was committed with Windows line endings. Add the line “sikkerkey-init.sh text eol=lf” to .gitattributes and commit the file again.",
    },
    {
      title: "Enrollment token not found (404)",
      remedy:
        "The pasted plaintext matches no token of this vault. It is shown only once, at creation: if it is lost, revoke the token and create a new one.",
    },
    {
      title: "Token has been revoked, has expired or has no remaining enrollments (410)",
      remedy: `Create a new token from Enrollment Tokens, build the files again, replace ${where} and run the job again.`,
    },
    {
      title: "The runner is refused (403)",
      remedy:
        "The token limits source addresses, hostnames or machine names, and this runner is outside of them. The audit log shows what was asked for; create a token with wider limits.",
    },
    {
      title: "A value is too large for a variable",
      remedy:
        "A variable holds 131,072 bytes together with its name. Write “sh ./sikkerkey-init.sh --files -- ./deploy.sh”: each value becomes a private file, in memory where there is room, and NAME_FILE names it.",
    },
    {
      title: "The clock of this runner is ahead of or behind the server's",
      remedy: "Signed reads are refused beyond 300 seconds. Set the clock of the runner or of the server.",
    },
  ];
}

/** The lines of the script that work with every provider. */
export const EVERY_WAY: Guide["waysToCall"] = [
  {
    line: "sh ./sikkerkey-init.sh -- ./deploy.sh",
    does: "Runs one command with the secrets; no other line sees them.",
  },
  {
    line: "sh ./sikkerkey-init.sh --redact -- ./deploy.sh",
    does: "The same through “sikkerkey run --redact”, which hides the values in what the command prints.",
  },
  {
    line: "sh ./sikkerkey-init.sh --files -- ./deploy.sh",
    does: "Gives the command private files instead of variables, and NAME_FILE with each path: for values over 131,072 bytes and for keys that a program wants as a file. They are removed when it ends.",
  },
];

export const SOURCE_WAY: Guide["waysToCall"][number] = {
  line: ". ./sikkerkey-init.sh",
  does: "Exports the secrets into this shell; every later line of it sees them.",
};
