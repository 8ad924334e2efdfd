import type { Masker } from "./masker.ts";

/**
 * One output stream of a step: line by line, commands are taken out and the rest is shown masked (actions/runner,
 * OutputManager.cs and ActionCommandManager.cs: `::name properties::data`, leading blanks allowed, `%0D`, `%0A` and `%25`
 * decoded in the data; AddMaskCommandExtension adds the whole and each line).
 */
export class LogStream {
  readonly shown: string[] = [];
  #rest = Buffer.alloc(0);
  readonly #masker: Masker;

  constructor(masker: Masker) {
    this.#masker = masker;
  }

  take(part: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, part]);
    for (let end = this.#rest.indexOf(10); end >= 0; end = this.#rest.indexOf(10)) {
      this.#line(this.#rest.subarray(0, end).toString("utf8"));
      this.#rest = this.#rest.subarray(end + 1);
    }
  }

  end(): void {
    if (this.#rest.length > 0) this.#line(this.#rest.toString("utf8"));
    this.#rest = Buffer.alloc(0);
  }

  #line(line: string): void {
    const command = /^\s*::([a-z-]+)(?: [^\n]*?)?::(.*)$/s.exec(line);
    if (command === null) {
      this.shown.push(this.#masker.hide(line));
      return;
    }
    const [, name, data = ""] = command;
    const text = data.replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%25", "%");
    if (name === "add-mask") this.#masker.add(text);
    else this.shown.push(this.#masker.hide(`##[${name}]${text}`));
  }
}
