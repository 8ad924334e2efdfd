import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { runParsers } from "#server/testing/fuzz/run-parsers.ts";
import { runFuzz } from "./run-fuzz.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string" },
    cases: { type: "string" },
    /** Of each of the two halves. */
    seconds: { type: "string" },
    campaign: { type: "string" },
    case: { type: "string" },
  },
});
const whole = (text: string | undefined, otherwise: number) => {
  const number = Number(text ?? otherwise);
  if (!Number.isSafeInteger(number) || number < 0) throw new Error(`Use a whole number instead of ${text}.`);
  return number;
};
const seed = whole(values.seed, randomInt(2 ** 31));
const only = values.case === undefined ? {} : { only: whole(values.case, 0) };
const seconds = whole(values.seconds, 300);
const bounds = { seed, cases: whole(values.cases, 5_000), ...only };
const until = () => performance.now() + seconds * 1000;

console.log(`seed ${seed}; again with: npm run fuzz -- --seed ${seed} --cases ${bounds.cases}\n`);
let isGood = true;
const say = (name: string, cases: number, slowestMs: number | null, more = "") =>
  console.log(
    `${name.padEnd(22)}${String(cases).padStart(8)} cases, slowest ${slowestMs?.toFixed(0) ?? "n/a"} ms ${more}`,
  );
const complain = (campaign: string, { at, what }: { at: number; what: string }) => {
  isGood = false;
  console.log(
    `  FAILED: ${what}\n  again with: npm run fuzz -- --seed ${seed} --campaign "${campaign}" --case ${at}`,
  );
};

const parsers = runParsers({ ...bounds, until: until() });
for (const { name, cases, slowestMs, problem } of parsers) {
  if (values.campaign !== undefined && values.campaign !== name) continue;
  say(name, cases, slowestMs);
  if (problem !== null) complain(name, problem);
}
const isParser = parsers.some(({ name }) => name === values.campaign);
if (!isParser) {
  const { campaign } = values;
  const outcome = await runFuzz({
    ...bounds,
    until: until(),
    ...(campaign === undefined ? {} : { campaign }),
  });
  for (const { name, cases, slowestMs, statuses, problem } of outcome.reports) {
    say(name, cases, slowestMs, JSON.stringify(statuses));
    if (problem !== null) complain(name, problem);
  }
  console.log(`\nmost memory: ${outcome.peakMegabytes?.toFixed(0) ?? "n/a"} MB`);
  for (const what of outcome.aftermath) {
    isGood = false;
    console.log(`FAILED: ${what}`);
  }
}
console.log(isGood ? "\nNothing found." : `\nFound something with seed ${seed}.`);
process.exitCode = isGood ? 0 : 1;
