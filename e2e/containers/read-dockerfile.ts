/** What the instructions of one of our Dockerfiles ask for, in their order. */
export type Instruction =
  | { readonly does: "COPY"; readonly from: string; readonly to: string }
  | { readonly does: "RUN"; readonly line: string }
  | { readonly does: "WORKDIR"; readonly folder: string };

export type Recipe = {
  readonly steps: readonly Instruction[];
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
};

/** Reads the few instructions that our snippet uses; throws on any other, so that none is passed over. */
export function readDockerfile(text: string): Recipe {
  const steps: Instruction[] = [];
  let entrypoint: string[] = [];
  let command: string[] = [];
  for (const line of text.split("\n").filter((candidate) => candidate !== "" && !candidate.startsWith("#"))) {
    const [, word, rest = ""] = /^([A-Z]+) (.+)$/.exec(line) ?? [];
    const [from = "", to = ""] = rest.split(" ");
    if (word === "RUN") steps.push({ does: "RUN", line: rest });
    else if (word === "COPY") steps.push({ does: "COPY", from, to });
    else if (word === "WORKDIR") steps.push({ does: "WORKDIR", folder: rest });
    else if (word === "ENTRYPOINT") entrypoint = JSON.parse(rest);
    else if (word === "CMD") command = JSON.parse(rest);
    else if (word !== "FROM") throw new Error(`This emulator of docker build does not know: ${line}`);
  }
  return { steps, entrypoint, command };
}
