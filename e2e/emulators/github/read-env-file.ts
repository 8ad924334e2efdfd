/** Names that the runner takes from no file (actions/runner, SetEnvFileCommand's block list). */
const BLOCKED = new Set(["NODE_OPTIONS"]);

/**
 * What GITHUB_ENV sets, read as the runner does (actions/runner, FileCommandManager.cs): `NAME=value` for one line, or
 * `NAME<<delimiter`, lines, the delimiter alone on a line. Lines end at LF only, so a CR is part of the value.
 * @throws Error with the runner's reason, which fails the step.
 */
export function readEnvFile(text: string): Map<string, string> {
  const found = new Map<string, string>();
  const set = (name: string, value: string) => {
    if (BLOCKED.has(name.toUpperCase()))
      throw new Error(`Can't store ${name} output parameter using '$GITHUB_ENV' command.`);
    found.set(name, value);
  };
  let at = 0;
  const readLine = (): { text: string; next: number } | null => {
    if (at >= text.length) return null;
    const end = text.indexOf("\n", at);
    return end < 0
      ? { text: text.slice(at), next: text.length }
      : { text: text.slice(at, end), next: end + 1 };
  };
  for (let line = readLine(); line !== null; line = readLine()) {
    at = line.next;
    if (line.text === "") continue;
    const equals = line.text.indexOf("=");
    const heredoc = line.text.indexOf("<<");
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      set(line.text.slice(0, equals), line.text.slice(equals + 1));
    } else if (heredoc >= 0) {
      const [name, delimiter] = [line.text.slice(0, heredoc), line.text.slice(heredoc + 2)];
      if (name === "" || delimiter === "") throw new Error(`Invalid format '${line.text}'.`);
      const start = at;
      let end = at;
      for (let inner = readLine(); inner?.text !== delimiter; inner = readLine()) {
        if (inner === null) throw new Error(`Invalid value. Matching delimiter not found '${delimiter}'`);
        end = inner.next - 1;
        at = inner.next;
      }
      at = readLine()?.next ?? text.length;
      set(name, end > start ? text.slice(start, end) : "");
    } else throw new Error(`Invalid format '${line.text}'.`);
  }
  return found;
}
