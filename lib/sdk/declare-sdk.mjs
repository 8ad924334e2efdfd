import { join, resolve } from "node:path";
import ts from "typescript";

const ENTRY = "lib/sdk/sikkerkey.ts";
/** An internal type that a public one mentions would end up in the package; this list is where somebody notices. */
const PUBLIC = [ENTRY, "lib/sdk/sdk-error.ts", "lib/sdk/sikkerkey-options.ts"];

/** The public types as one declaration file: what the compiler says of the public files, without their mutual imports. */
export function declareSdk(root) {
  const program = ts.createProgram([join(root, ENTRY)], {
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2022.d.ts"],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    newLine: ts.NewLineKind.LineFeed,
    allowImportingTsExtensions: true,
    declaration: true,
    emitDeclarationOnly: true,
    stripInternal: true,
    strict: true,
    skipLibCheck: true,
    types: ["node"],
    typeRoots: [join(root, "node_modules", "@types")],
  });
  return Buffer.from(
    [...PUBLIC]
      .reverse()
      .map((path) => declarationsOf(program, resolve(root, path)))
      .join(""),
  );
}

function declarationsOf(program, path) {
  let text = "";
  const source = program.getSourceFile(path);
  program.emit(source, (_, emitted) => (text = emitted), undefined, true);
  const file = ts.createSourceFile("emitted.d.ts", text, ts.ScriptTarget.ES2022);
  const isOwn = (statement) => !ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement);
  for (const { moduleSpecifier } of file.statements)
    if (moduleSpecifier !== undefined && !isPublic(path, moduleSpecifier.text))
      throw new Error(`${path} shows types of ${moduleSpecifier.text}, which is not public`);
  return file.statements
    .filter(isOwn)
    .map((statement) => `${statement.getFullText(file).trim()}\n`)
    .join("");
}

const isPublic = (from, specifier) =>
  PUBLIC.some((path) => resolve(from, "..", specifier).endsWith(`/${path}`));
