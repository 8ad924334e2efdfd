import { variableName } from "../../naming/variable-name.ts";

/**
 * Names for local variables, one for each text, in the given case. A name of one word gets `value` behind it, so that none is
 * a reserved word (`default`, `class`) or the client itself; equal ones are numbered.
 */
export function localNames(texts: readonly string[], casing: "camel" | "snake"): string[] {
  const taken = new Set<string>();
  return texts.map((text) => {
    const words = variableName(text).toLowerCase().split("_").filter(Boolean);
    // A digit cannot come first.
    if (!/^[a-z]/.test(words[0] ?? "")) words.unshift("secret");
    if (words.length === 1) words.push("value");
    const [first = "", ...others] = words;
    const name =
      casing === "snake" ? words.join("_") : [first, ...others.map((word) => capitalized(word))].join("");
    const separator = casing === "snake" ? "_" : "";
    let unique = name;
    for (let count = 2; taken.has(unique); count++) unique = `${name}${separator}${count}`;
    taken.add(unique);
    return unique;
  });
}

const capitalized = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1);
