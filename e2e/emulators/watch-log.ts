/** Shorter lines than this occur by chance. */
const SHORTEST = 5;

/** Each form in which a value could show in a log: whole, escaped, encoded, and every line of it. */
export function tracesIn(log: string, secrets: Readonly<Record<string, string>>): string[] {
  return Object.entries(secrets).flatMap(([name, value]) =>
    forms(value)
      .filter(({ text }) => text.length >= SHORTEST && log.includes(text))
      .map(({ form }) => `log: ${name} shows ${form}`),
  );
}

function forms(value: string): { form: string; text: string }[] {
  const encoded = Buffer.from(value).toString("base64");
  return [
    { form: "as it is", text: value },
    { form: "escaped", text: JSON.stringify(value).slice(1, -1) },
    { form: "in base64", text: encoded.replace(/=+$/, "") },
    { form: "in URL encoding", text: encodeURIComponent(value) },
    { form: "in hexadecimal", text: Buffer.from(value).toString("hex") },
    ...value.split(/\r?\n/).map((line, index) => ({ form: `line ${index + 1}`, text: line.trim() })),
  ];
}
