import type { Command } from "../command.ts";
import { hasFlag } from "../command.ts";
import { CACHE_DETAIL, offlineOption } from "../offline/offline-option.ts";
import { openSource } from "../offline/secret-source.ts";
import { printPlan } from "../running/print-plan.ts";
import { readRunCall } from "../running/run-call.ts";
import { runSecrets } from "../running/run-secrets.ts";

export const runCommand: Command = {
  name: "run",
  summary: "Run a command with secrets in its environment, and nowhere else.",
  details: [
    "Without --files, values reach the command through its environment only: no file, no argument. Signals are passed on and the exit code is the command's. With --all and nothing granted nothing is run.",
    "As an image's ENTRYPOINT it is the container's first process. With Node 22.15 or later the command then takes its place; with an older one it stays the command's parent and passes signals on, but cannot clear up after processes that the command leaves behind. `docker run --init`, or `init: true` in Compose, sees to both.",
    "Where SIKKERKEY_CLAIM names a claim file and SIKKERKEY_HOME holds no identity yet, this command, like every other that reads, makes a key there first and binds it with the claim, which works once.",
    "A secret asked for by id becomes a variable called after the id (SK_…), one asked for by name or with --all after its name.",
    "--watch asks the server for changes. When one of the secrets changed, the command gets SIGTERM, ten seconds later SIGKILL, with everything it started, and is started anew with the new values. It runs in a session of its own then: signals reach it through this command, and it has no terminal to ask at. When a secret named with --secret is deleted or granted no more, the command is ended and so is this one, with code 1; a secret granted later is not noticed. Every process that watches needs a machine of its own, because a change is reported to a machine once it is asked and until it is read.",
    "--redact puts *** in the place of each value in what the command prints, also of each line of a value with several, as it is and as base64, hex, URL, JSON or the shell write it. Values and lines of fewer than 4 characters are left. Its output is then a pipe and no terminal, and this command ends when everything that holds the pipe has ended.",
    "--files writes each value to DIR/NAME, readable by this user only, sets NAME_FILE to that path and not NAME, and removes the files when the command ends. DIR is made, or is an empty folder of this user; it should lie in memory, as /dev/shm does. Values too large for the environment fit there.",
    CACHE_DETAIL,
  ],
  arguments: [],
  options: [
    { name: "secret", value: "id or name", isRepeatable: true, about: "this secret; may be repeated" },
    { name: "all", about: "every secret granted to this machine" },
    { name: "project", value: "name or id", about: "only secrets of this project" },
    { name: "prefix", value: "text", about: "put before every variable's name as it is" },
    { name: "dry-run", about: "print the names, read no value and run nothing" },
    { name: "watch", about: "start the command anew when a secret changes" },
    {
      name: "interval",
      value: "seconds",
      about: "with --watch, ask this often; 15 if not given, at least 10",
    },
    { name: "redact", about: "hide the values in the command's output" },
    { name: "files", value: "dir", about: "deliver files in this folder instead of variables" },
    offlineOption,
  ],
  takesCommand: true,
  stdout: "the command's; with --dry-run one `NAME=****` line each",
  stderr: "the command's; what --watch, --redact, --files and the cache have to say; or why it was not run",
  exits: [
    { code: "126", meaning: "the command cannot be started" },
    { code: "127", meaning: "the command is not found" },
    { code: "128+n", meaning: "signal n ended the command" },
    { code: "other", meaning: "the command's own" },
  ],
  examples: [
    "sikkerkey run --all -- node app.js",
    "sikkerkey run --secret API_KEY --secret sk_9f3kx0w2ab -- ./deploy.sh",
    "sikkerkey run --all --watch --redact -- node server.js",
    "sikkerkey run --secret TLS_KEY --files /dev/shm/tls -- ./serve.sh",
  ],
  async run(call, terminal) {
    const asked = readRunCall(call);
    const source = await openSource(call, terminal);
    return hasFlag(call, "dry-run")
      ? printPlan(asked, source, terminal)
      : runSecrets(asked, source, terminal);
  },
};
