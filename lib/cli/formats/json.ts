import type { Format } from "./format.ts";

export const jsonFormat: Format = {
  about: "one object with its keys sorted; exact for every value",
  problem: () => null,
  print: (variables) => {
    const sorted = [...variables].sort((a, b) => (a.name < b.name ? -1 : 1));
    return `${JSON.stringify(Object.fromEntries(sorted.map(({ name, value }) => [name, value])), null, 2)}\n`;
  },
};
