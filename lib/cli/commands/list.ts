import { join, resolve } from "node:path";
import type { CliSecret } from "../../contract/reads.ts";
import { parseIdentity } from "../../protocol/identity-file.ts";
import { vaultsOnDisk } from "../../sdk/choose-vault.ts";
import { readClientConfig } from "../../sdk/client-config.ts";
import { clientHome } from "../../sdk/client-home.ts";
import { decodeFieldNames } from "../../sdk/decode-answer.ts";
import { readPart } from "../../sdk/load-machine.ts";
import { printableText } from "../../sdk/printable-text.ts";
import { listProjects, listSecrets } from "../../sdk/read-secrets.ts";
import { type Command, optionValue, requiredArgument } from "../command.ts";
import { openMachine } from "../open-machine.ts";
import { outputOption } from "../output-option.ts";
import type { Terminal } from "../terminal.ts";

export const listCommand: Command = {
  name: "list",
  summary: "List what this machine may read, or the vaults this computer knows.",
  details: ["Names and ids only; no value is read."],
  arguments: [
    {
      name: "what",
      about: "secrets, projects or vaults",
      isRequired: true,
      choices: ["secrets", "projects", "vaults"],
    },
  ],
  options: [outputOption],
  stdout: "one line each, secrets under their project; with -o json an array",
  stderr: "nothing, or why it failed",
  examples: ["sikkerkey list secrets", "sikkerkey list projects -o json", "sikkerkey list vaults"],
  async run(call, terminal) {
    const listing = await LISTINGS[requiredArgument(call, "what") as keyof typeof LISTINGS](terminal);
    const isJson = optionValue(call, "output") === "json";
    const text = isJson ? JSON.stringify(listing.rows, null, 2) : listing.lines.join("\n");
    terminal.out(text === "" ? "" : `${text}\n`);
    if (!isJson && listing.rows.length === 0) terminal.note(listing.empty);
    return 0;
  },
};

type Listing = {
  readonly rows: readonly object[];
  readonly lines: readonly string[];
  readonly empty: string;
};
const shown = (text: string) => printableText(text, 128);

const LISTINGS = {
  async secrets(terminal: Terminal): Promise<Listing> {
    const machine = await openMachine(terminal);
    const secrets = await listSecrets(machine);
    const fieldsOf = (secret: CliSecret) => decodeFieldNames(machine.apiUrl, secret.fieldNames);
    const projects = new Map(secrets.map(({ projectId, projectName }) => [projectId, projectName]));
    const lines = [...projects].flatMap(([id, name]) => [
      `${shown(name)} (${shown(id)})`,
      ...secrets
        .filter(({ projectId }) => projectId === id)
        .map((secret) => {
          const fields = fieldsOf(secret);
          const kind = fields === null ? "" : `  [${fields.map(shown).join(", ")}]`;
          return `  ${shown(secret.id)}  ${shown(secret.name)}${kind}`;
        }),
    ]);
    const rows = secrets.map((secret) => ({
      id: secret.id,
      name: secret.name,
      fieldNames: fieldsOf(secret),
      projectId: secret.projectId,
      projectName: secret.projectName,
    }));
    return {
      rows,
      lines,
      empty: "No secret is granted to this machine. Grant some on its page in the dashboard.",
    };
  },

  async projects(terminal: Terminal): Promise<Listing> {
    const projects = await listProjects(await openMachine(terminal));
    const rows = projects.map(({ projectId, projectName }) => ({ projectId, projectName }));
    const lines = rows.map(({ projectId, projectName }) => `${shown(projectId)}  ${shown(projectName)}`);
    return {
      rows,
      lines,
      empty: "This machine has grants in no project. Grant it secrets in the dashboard.",
    };
  },

  async vaults({ env }: Terminal): Promise<Listing> {
    const home = resolve(clientHome(env));
    const config = readClientConfig(join(home, "cli_global.json"));
    const rows = vaultsOnDisk(home).map((vaultId) => {
      const file = join(home, "vaults", vaultId, "identity.json");
      const { machineName, apiUrl } = readPart(file, "identity", parseIdentity);
      const aliases = [...config.aliases].filter(([, id]) => id === vaultId).map(([alias]) => alias);
      return { vaultId, machineName, apiUrl, aliases, isDefault: config.defaultVault === vaultId };
    });
    const lines = rows.map((row) => {
      const marks = [...row.aliases.map(shown), ...(row.isDefault ? ["default"] : [])];
      const tail = marks.length === 0 ? "" : `  [${marks.join(", ")}]`;
      return `${row.vaultId}  ${shown(row.machineName)}  ${shown(row.apiUrl)}${tail}`;
    });
    return {
      rows,
      lines,
      empty: `There is no identity under ${shown(home)}. \`sikkerkey enroll\` makes one.`,
    };
  },
};
