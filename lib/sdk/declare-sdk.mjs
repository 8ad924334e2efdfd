import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** An internal type that a public one mentions would end up in the package; this list is where somebody notices. */
const PUBLIC = ["sikkerkey-options.ts", "sdk-error.ts", "sikkerkey.ts"];

const compilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  newLine: ts.NewLineKind.LineFeed,
  isolatedDeclarations: true,
  declaration: true,
  stripInternal: true,
};

/** The public types as one declaration file: each public file's own, one after the other, without their mutual imports. */
export function declareSdk(folder) {
  return Buffer.from(PUBLIC.map((name) => declarationsOf(join(folder, name))).join(""));
}

function declarationsOf(path) {
  const { outputText, diagnostics = [] } = ts.transpileDeclaration(readFileSync(path, "utf8"), {
    fileName: path,
    reportDiagnostics: true,
    compilerOptions,
  });
  for (const { messageText } of diagnostics)
    throw new Error(`${path}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`);
  const { statements } = ts.createSourceFile("emitted.d.ts", outputText, ts.ScriptTarget.ES2022);
  const imported = statements.flatMap(({ moduleSpecifier }) => moduleSpecifier?.text ?? []);
  const internal = imported.find((specifier) => !PUBLIC.includes(specifier.replace("./", "")));
  if (internal !== undefined) throw new Error(`${path} shows types of ${internal}, which is not public`);
  return statements
    .filter((statement) => statement.moduleSpecifier === undefined)
    .map((statement) => `${outputText.slice(statement.getFullStart(), statement.end).trim()}\n`)
    .join("");
}
