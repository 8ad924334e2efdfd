/** How a text may look in a program's output: as it is, and as common encodings write it. */
export function encodedForms(text: string): string[] {
  const bytes = Buffer.from(text, "utf8");
  const forms = [
    text,
    ...quotedForms(text),
    ...jsonForms(text),
    ...urlForms(text),
    bytes.toString("hex"),
    bytes.toString("hex").toUpperCase(),
    ...base64Forms(bytes),
  ];
  return [...new Set(forms)];
}

/** What `set -x` of dash and bash, and quoting by hand, make of an apostrophe. */
const quotedForms = (text: string) => [`'\\''`, `'"'"'`].map((quoted) => text.replaceAll("'", quoted));

function jsonForms(text: string): string[] {
  const plain = JSON.stringify(text).slice(1, -1);
  const escaped = (json: string, characters: RegExp) =>
    json.replace(characters, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
  // By default some writers escape the slash, Go what HTML gives a meaning, Python everything outside ASCII.
  const slashed = plain.replaceAll("/", "\\/");
  const forms = [plain, slashed, escaped(plain, /[<>&\u2028\u2029]/g)];
  return [...forms, ...[plain, slashed].map((json) => escaped(json, /[^\0-\x7f]/g))];
}

function urlForms(text: string): string[] {
  const component = encodeURIComponent(text);
  const strict = component.replace(/[!'()*~]/g, percent);
  const forms = [
    component,
    strict,
    strict.replaceAll("%7E", "~"),
    strict.replaceAll("%20", "+").replaceAll("%2A", "*"),
    component.replaceAll("%20", "+"),
    encodeURI(text),
  ];
  return [...forms, ...forms.map((form) => form.replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase()))];
}

const percent = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;

/** Alone, in lines of 64 and 76, and inside something longer, where the value may begin at any of three bit positions. */
function base64Forms(bytes: Buffer): string[] {
  const whole = bytes.toString("base64");
  const lines = [...(whole.match(/.{4,64}/g) ?? []), ...(whole.match(/.{4,76}/g) ?? [])];
  const inside = [0, 1, 2].map((offset) => {
    const shifted = Buffer.concat([Buffer.alloc(offset), bytes]);
    // The first and last characters also hold bits of what stands beside the value.
    return shifted
      .toString("base64")
      .slice(Math.ceil((offset * 8) / 6), Math.floor((shifted.length * 8) / 6));
  });
  const forms = [whole, whole.replace(/=+$/, ""), ...lines, ...inside];
  return [...forms, ...forms.map((form) => form.replaceAll("+", "-").replaceAll("/", "_"))];
}
