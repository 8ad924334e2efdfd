import { ClientError } from "../../sdk/client-error.ts";
import { printableText } from "../../sdk/printable-text.ts";
import type { Terminal } from "../terminal.ts";
import { askRehearsal, isRefusal, type Question } from "./ask-rehearsal.ts";
import { findPlace, type Place } from "./find-place.ts";
import { lineDiff } from "./line-diff.ts";
import { writeFile } from "./write-file.ts";

type Wanted = { readonly place: Place; readonly content: string };
type Options = { readonly root: string; readonly mayOverwrite: boolean };

/**
 * Fetches the provider's files and writes them below `root`. Every place is looked at and every question asked before the first
 * byte is written. Returns the paths that were written.
 */
export async function initFiles(
  question: Question & { readonly provider: string },
  terminal: Terminal,
  { root, mayOverwrite }: Options,
): Promise<readonly string[]> {
  const { answer } = await askRehearsal(question);
  if (isRefusal(answer)) throw answer.error;
  const files = answer.files ?? [];
  if (files.some(({ content }) => content.includes(question.token)))
    throw new ClientError("refused", "The server's files hold the token. Nothing was written.", {
      remedy: "That is not how SikkerKey behaves: revoke the token and look at what answers at this address.",
    });
  const wanted = files.map(({ path, content }) => ({ place: findPlace(root, path), content }));
  const chosen: Wanted[] = [];
  for (const file of wanted) if (await isWanted(file, terminal, mayOverwrite)) chosen.push(file);
  for (const { place, content } of chosen) writeFile(root, place, content);
  return chosen.map(({ place }) => place.path);
}

async function isWanted(
  { place, content }: Wanted,
  terminal: Terminal,
  mayOverwrite: boolean,
): Promise<boolean> {
  const { path, before } = place;
  if (before === null) return true;
  if (before === content) {
    terminal.note(`${path} is up to date.`);
    return false;
  }
  terminal.note(`${path} would change:`);
  for (const line of lineDiff(before, content)) terminal.note(`  ${printableText(line, 400)}`);
  if (mayOverwrite) return true;
  if (!terminal.isInTerminal)
    throw new ClientError("input", `${path} exists and would change. Nothing was written.`, {
      remedy: "Run it in a terminal to be asked, or give --yes to overwrite what is shown above.",
    });
  const isYes = /^y(es)?$/i.test((await terminal.ask(`Overwrite ${path}? [y/N] `)).trim());
  if (!isYes) terminal.note(`${path} stays as it is.`);
  return isYes;
}
