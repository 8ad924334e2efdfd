import { hostname } from "node:os";
import { ClientError } from "../../sdk/client-error.ts";
import type { Question } from "../ci/ask-rehearsal.ts";
import { checkJob } from "../ci/check-job.ts";
import { chooseProvider } from "../ci/choose-provider.ts";
import { detectProviders } from "../ci/detect-providers.ts";
import { findRepository } from "../ci/find-repository.ts";
import { initFiles } from "../ci/init-files.ts";
import { type Call, type Command, hasFlag, optionValue, requiredArgument } from "../command.ts";
import { renderFinding } from "../doctor/render-finding.ts";
import { plainHostname } from "../plain-hostname.ts";
import { readToken } from "../read-token.ts";
import { givenUrl, givenVault, tokenFileOption, urlOption, vaultOption } from "../server-options.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";

export const ciCommand: Command = {
  name: "ci",
  summary: "Check in a pipeline what its token would give, or write the pipeline's files.",
  details: [
    "check asks the server for a rehearsal of an enrollment: which token it is, which secrets would arrive and which would be refused and why, as this job would get them. It spends no use of the token, makes no machine and reads no value. It exits with 1 when anything would be refused.",
    "init writes the files of the repository's CI provider, which it detects, into the current git repository. It shows what would change and asks before it overwrites; without a terminal it overwrites only with --yes. It follows no symbolic link.",
    "The token is read from --token-file, else SIKKERKEY_ENROLLMENT_TOKEN, else standard input; never from the command line. Its limits of address and hostname apply: a token for the runners' network is refused elsewhere.",
  ],
  arguments: [{ name: "action", about: "check or init", isRequired: true, choices: ["check", "init"] }],
  options: [
    urlOption,
    vaultOption,
    tokenFileOption,
    { name: "hostname", value: "name", about: "the host name to ask as; else this computer's" },
    {
      name: "name",
      value: "name",
      about: "the machine name to ask for; else one that fits, as the generated scripts do",
    },
    { name: "json", about: "with check: print one object with the answer, or with the refusal's code" },
    {
      name: "provider",
      value: "id",
      about: "with init: such as bitbucket-pipelines, instead of the detected one",
    },
    { name: "yes", about: "with init: overwrite without asking" },
  ],
  stdout: "with check what was found; with init the paths that were written, one on each line",
  stderr: "with init what would change and the questions; why it failed",
  examples: [
    "sikkerkey ci check",
    "sikkerkey ci check --json",
    "sikkerkey ci init --provider bitbucket-pipelines",
  ],
  async run(call, terminal) {
    const isCheck = requiredArgument(call, "action") === "check";
    const foreign = (isCheck ? ["provider", "yes"] : ["json"]).find((name) => call.options.has(name));
    if (foreign !== undefined)
      throw new UsageError(`--${foreign} is for \`sikkerkey ci ${isCheck ? "init" : "check"}\`.`, "ci");
    return isCheck ? check(call, terminal) : init(call, terminal);
  },
};

async function check(call: Call, terminal: Terminal): Promise<number> {
  const question = await questionOf(call, terminal);
  const providers = detectProviders(terminal.env, null);
  const { findings, report } = await checkJob(question, providers);
  const isReady = findings.every(({ level }) => level !== "fail");
  terminal.out(
    hasFlag(call, "json")
      ? `${JSON.stringify({ isReady, ...report }, null, 2)}\n`
      : `${findings.map(renderFinding).join("\n")}\n${
          isReady ? "Ready: every secret would arrive." : "Not ready: see each line that begins with fail."
        }\n`,
  );
  return isReady ? 0 : 1;
}

async function init(call: Call, terminal: Terminal): Promise<number> {
  const root = findRepository(process.cwd());
  if (root === null)
    throw new ClientError("input", "This folder is not in a git repository.", {
      remedy: "Run it in the repository whose pipeline it is.",
    });
  const provider = chooseProvider(terminal.env, root, optionValue(call, "provider"));
  const question = { ...(await questionOf(call, terminal)), provider };
  const written = await initFiles(question, terminal, { root, mayOverwrite: hasFlag(call, "yes") });
  terminal.out(written.map((path) => `${path}\n`).join(""));
  if (written.length > 0)
    terminal.note(
      "Look at them and commit them. The token is in none of them: keep it in the provider's secured variable SIKKERKEY_ENROLLMENT_TOKEN.",
    );
  return 0;
}

async function questionOf(call: Call, terminal: Terminal): Promise<Question> {
  const apiUrl = givenUrl(call, terminal, "ci");
  const vaultId = givenVault(call, terminal, "ci");
  const token = await readToken(optionValue(call, "token-file"), terminal);
  if (token.kind !== "enrollment")
    throw new ClientError("input", "That is a bootstrap token.", {
      remedy: "A pipeline uses an enrollment token, which begins with ske_.",
    });
  return {
    apiUrl,
    vaultId,
    token: token.text,
    hostname: optionValue(call, "hostname") ?? plainHostname(hostname()),
    name: optionValue(call, "name"),
  };
}
