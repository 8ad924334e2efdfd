/** What the dialog and the documentation say about Bitbucket Pipelines, once, in the same words. */
export const BITBUCKET_GUIDE = {
  prerequisites: [
    "An enrollment token scoped to the projects and secrets your pipeline needs",
    "Admin access to the Bitbucket repository, to add repository variables",
    "A pipeline image with Node 18 or newer (node:20, node:20-alpine, …)",
  ],
  whereTheTokenGoes: [
    "In Bitbucket, open Repository settings → Pipelines → Repository variables.",
    "Add a variable named SIKKERKEY_ENROLLMENT_TOKEN and paste the token as its value.",
    "Mark it as Secured, so that Bitbucket masks it in logs and encrypts it at rest.",
    "Commit sikkerkey-init.sh at the root of the repository and merge the snippet into bitbucket-pipelines.yml.",
  ],
  waysToCall: [
    { line: ". ./sikkerkey-init.sh", does: "Exports the secrets into the step; every later line sees them." },
    {
      line: "sh ./sikkerkey-init.sh",
      does: "A child process cannot change its parent's environment, so this writes a private file and prints the one line that loads it.",
    },
    {
      line: "sh ./sikkerkey-init.sh -- ./deploy.sh",
      does: "Runs one command with the secrets; no other line sees them.",
    },
  ],
  troubleshooting: [
    {
      title: "./sikkerkey-init.sh: Permission denied",
      remedy:
        "The committed script has no execute bit. The snippet loads it with a leading dot, which needs none; restore “. ./sikkerkey-init.sh” or write “sh ./sikkerkey-init.sh”.",
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
      remedy:
        "Create a new token from Enrollment Tokens, build the files again, replace the value of SIKKERKEY_ENROLLMENT_TOKEN and run the pipeline again.",
    },
    {
      title: "The runner is refused (403)",
      remedy:
        "The token limits source addresses, hostnames or machine names, and this runner is outside of them. The audit log shows what was asked for; create a token with wider limits.",
    },
    {
      title: "Variable not visible to the script",
      remedy:
        "Pipelines triggered by external pull requests do not receive secured variables. Run the pipeline from a branch of the same repository.",
    },
    {
      title: "Later lines do not see the variables",
      remedy:
        "“sh ./sikkerkey-init.sh” runs in a child process, which cannot change the step. Use “. ./sikkerkey-init.sh”, or add the line that the script prints.",
    },
    {
      title: "The clock of this runner is ahead of or behind the server's",
      remedy: "Signed reads are refused beyond 300 seconds. Set the clock of the runner or of the server.",
    },
  ],
} as const;
