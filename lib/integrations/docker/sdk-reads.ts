import { displayName, sourceString } from "../quoting.ts";
import type { ContainerFacts } from "./container-facts.ts";
import { localNames } from "./local-names.ts";

/** More lines than this teach nothing new. */
const SHOWN = 8;

type Read = { readonly named: string; readonly id: string; readonly field: string | null };

/** A program for Node that reads what this machine may read, by its ids. */
export function nodeProgram(facts: ContainerFacts): string {
  const { reads, left } = readsOf(facts);
  const names = localNames(
    reads.map(({ named }) => named),
    "camel",
  );
  const lines = reads.map(({ id, field }, at) => {
    const call = field === null ? `getSecret(${sourceString(id)})` : fieldCall("getField", id, field);
    return `const ${names[at]} = await sk.${call};`;
  });
  return text([
    `// npm install @sikkerkey/sdk, with the line of .npmrc. Reads as ${displayName(facts.machineName)}.`,
    "import { SikkerKey } from '@sikkerkey/sdk';",
    "",
    "const sk = new SikkerKey();",
    ...lines,
    ...left.map((line) => `// ${line}`),
  ]);
}

/** The same in Python, with the public package. */
export function pythonProgram(facts: ContainerFacts): string {
  const { reads, left } = readsOf(facts);
  const names = localNames(
    reads.map(({ named }) => named),
    "snake",
  );
  const lines = reads.map(({ id, field }, at) => {
    const call = field === null ? `get_secret(${sourceString(id)})` : fieldCall("get_field", id, field);
    return `${names[at]} = sk.${call}`;
  });
  return text([
    `# pip install sikkerkey. Reads as ${displayName(facts.machineName)}.`,
    "from sikkerkey import SikkerKey",
    "",
    "sk = SikkerKey()",
    ...lines,
    ...left.map((line) => `# ${line}`),
  ]);
}

const fieldCall = (method: string, id: string, field: string) =>
  `${method}(${sourceString(id)}, ${sourceString(field)})`;

const text = (lines: readonly string[]) => `${lines.join("\n")}\n`;

function readsOf(facts: ContainerFacts): { reads: readonly Read[]; left: readonly string[] } {
  const all = facts.secrets.flatMap(({ id, name, fieldNames }): Read[] =>
    fieldNames === null
      ? [{ named: name, id, field: null }]
      : fieldNames.map((field) => ({ named: `${name} ${field}`, id, field })),
  );
  const more = all.length - SHOWN;
  return { reads: all.slice(0, SHOWN), left: more > 0 ? [`${more} more can be read in the same way.`] : [] };
}
