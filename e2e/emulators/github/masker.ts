/**
 * The log's masks, as the runner keeps them: a mask's text and each of its lines, every occurrence replaced. The real one also
 * looks for encoded forms of each (ValueEncoders of actions/runner); it is left out, so that only the masks we ask for count.
 */
export class Masker {
  readonly #texts = new Set<string>();

  add(text: string): void {
    if (text.trim() === "") return;
    this.#texts.add(text);
    for (const line of text.split(/[\r\n]+/)) if (line !== "") this.#texts.add(line);
  }

  hide(line: string): string {
    // Where masks overlap the runner joins what they cover; the longest first comes to the same.
    const texts = [...this.#texts].sort((one, other) => other.length - one.length);
    return texts.reduce((hidden, text) => hidden.replaceAll(text, "***"), line);
  }
}
