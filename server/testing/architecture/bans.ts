import { isTest, type SourceFile } from "./source-files.ts";

/** What no file may hold. `sample` is a file that must fail, so that a ban cannot stop working unseen. */
export type Ban = {
  readonly name: string;
  readonly appliesTo: (path: string) => boolean;
  readonly finds: (file: SourceFile) => boolean;
  readonly samples: readonly SourceFile[];
};

const code = (path: string) => /\.(ts|tsx|mjs)$/.test(path);
const product = (path: string) => code(path) && !isTest(path);
const text = (pattern: RegExp) => (file: SourceFile) => pattern.test(file.text);
const at = (path: string, ...lines: string[]): SourceFile => ({ path, text: lines.join("\n") });

// Where a request's clock is read, and where there is no request yet.
const CLOCKS = /^server\/(main\.ts|launch\/|http\/[\w-]+-context\.ts|trpc\/context\.ts)/;
// What `lib/integrations/script` and `lib/docs/pages` hold is the text of programs that run elsewhere.
const ENVIRONMENT =
  /^(e2e\/|lib\/(cli\/|docs\/pages\/|integrations\/script\/|sdk\/process-environment\.ts)|server\/(launch\/|config\.ts|testing\/rounds\.ts))/;

/** Patterns that are built from our own constants, with the reason. */
const MADE_PATTERNS: Readonly<Record<string, string>> = {
  "lib/ids.ts": "the prefix is one of our own five",
  "server/gate/match-route.ts": "the templates are our own routes",
};

export const BANS: readonly Ban[] = [
  {
    name: "longer than 250 lines",
    appliesTo: () => true,
    finds: ({ text }) => text.trimEnd().split("\n").length > 250,
    samples: [at("server/secrets/big.ts", ...Array.from({ length: 251 }, () => "x"))],
  },
  {
    name: "a name that means nothing, or is not kebab-case",
    appliesTo: () => true,
    finds: ({ path }) => {
      const name = path.split("/").at(-1) ?? "";
      return (
        /^(utils?|helpers?|common|misc|types|constants|index)\./.test(name) ||
        !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)+$/.test(name)
      );
    },
    samples: ["lib/utils.ts", "app/index.tsx", "db/types.d.ts", "app/_components/MyButton.tsx"].map((path) =>
      at(path, ""),
    ),
  },
  {
    name: "reads the environment",
    appliesTo: (path) => code(path) && !ENVIRONMENT.test(path),
    finds: text(/\bprocess\.env\b|from "node:process"/),
    samples: [at("server/secrets/a.ts", "const a = process.env.PORT;")],
  },
  {
    name: "asks Node to generate a key pair, which can stand still for ever: lib/sdk/private-key.ts",
    appliesTo: (path) => product(path) && !path.startsWith("e2e/"),
    finds: text(/\bgenerateKeyPair(Sync)?\(/),
    samples: [at("lib/sdk/a.ts", 'const { privateKey } = generateKeyPairSync("ed25519");')],
  },
  {
    name: "reads a clock; use ctx.now or the database's",
    appliesTo: (path) => product(path) && path.startsWith("server/") && !CLOCKS.test(path),
    finds: text(/\bnew Date\(\s*\)|\bDate\.now\(/),
    samples: [at("server/secrets/a.ts", "const a = new Date();"), at("server/gate/a.ts", "Date.now()")],
  },
  {
    name: "uses predictable randomness",
    appliesTo: code,
    finds: text(/\bMath\.random\b/),
    samples: [at("lib/ids.ts", "Math.random()")],
  },
  {
    name: "silences the compiler",
    appliesTo: code,
    finds: text(
      /\bas any\b|: any(?=\[?\]?\s*([;,)=\]>|&{]|$))|<any>|\bas unknown as\b|@ts-(ignore|expect-error|nocheck)/m,
    ),
    samples: ["a as any", "(a: any)", "a as unknown as B", "// @ts-ignore", "x<any>()"].map((line) =>
      at("app/a.ts", line),
    ),
  },
  {
    name: "opens or seals outside the one module that owns it",
    appliesTo: (path) =>
      product(path) && !path.startsWith("server/crypto/") && path !== "lib/sdk/cache-cipher.ts",
    finds: text(/\bcreate(C|Dec)ipher/),
    samples: [
      at("server/secrets/a.ts", "createDecipheriv(a, b, c)"),
      at("lib/sdk/a.ts", "createCipheriv(a)"),
    ],
  },
  {
    name: "writes markup that React does not escape",
    appliesTo: code,
    finds: text(/dangerouslySetInnerHTML|\.innerHTML\b|\.outerHTML\b|insertAdjacentHTML/),
    samples: [at("app/a.tsx", "<p dangerouslySetInnerHTML={x} />"), at("app/a.ts", "a.innerHTML = b")],
  },
  {
    name: "makes a regular expression at run time; what people write are globs",
    appliesTo: (path) => product(path) && /^(lib|server|app|db)\//.test(path) && !(path in MADE_PATTERNS),
    finds: text(/\bnew RegExp\(|\bRegExp\(/),
    samples: [at("lib/naming/a.ts", "new RegExp(input)")],
  },
  {
    name: "runs text as code",
    appliesTo: product,
    finds: text(/\beval\(|\bnew Function\(/),
    samples: [at("app/a.ts", "eval(a)"), at("lib/a.ts", "new Function(a)")],
  },
  {
    name: "a barrel; import the file that defines the thing",
    appliesTo: (path) => product(path),
    finds: text(/^export \*/m),
    samples: [at("lib/contract/all.ts", 'export * from "./tokens.ts";')],
  },
];

export function banProblems(file: SourceFile): readonly string[] {
  const broken = BANS.filter((ban) => ban.appliesTo(file.path) && ban.finds(file));
  return broken.map((ban) => `${file.path}: ${ban.name}`);
}
