/**
 * JavaScript of a function that names every text GitHub's runner is to hide: each line, and the whole as base64 and as JSON
 * write it. A text of fewer than 4 characters would blank half the log, so the whole of a value that has such a line is not
 * given: the runner would hide that line too. Escapes as the runner reads them: `%`, CR and LF.
 */
export const MASKS = String.raw`
const masksOf = (value) => {
  const lines = value.split(/[\r\n]+/).map((line) => line.trim()).filter(Boolean);
  const base64 = Buffer.from(value, "utf8").toString("base64").replace(/=+$/, "");
  const aligned = base64.slice(0, Math.floor(Buffer.byteLength(value) / 3) * 4);
  const wrapped = [...(base64.match(/.{1,64}/g) || []), ...(base64.match(/.{1,76}/g) || [])];
  const json = JSON.stringify(value).slice(1, -1);
  const whole = lines.every((line) => [...line].length >= 4) ? [value.trim()] : [];
  const forms = [...lines, ...whole, base64, aligned, ...wrapped.filter((part) => part.length > 8), json, encodeURIComponent(value)];
  return forms.filter((form) => [...form].length >= 4);
};
const hide = (values) => {
  const escaped = [...new Set(values.flatMap(masksOf))].map((form) =>
    "::add-mask::" + form.replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A") + "\n");
  try { fs.writeFileSync(3, escaped.join("")); } catch { stop("The log cannot be told what to hide, so nothing is delivered."); }
};
`;
