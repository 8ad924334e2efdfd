import { runCli } from "../run-cli.ts";
import { sleep } from "../sleep.ts";
import { processTerminal } from "../terminal.ts";

// The program with shorter waits: a poll's interval takes a moment, and the grace of a command too where a test says so.
const hurried = (milliseconds: number) => {
  if (milliseconds >= 1000) return 20;
  return process.env["HURRIED_GRACE"] === "yes" ? 1 : milliseconds;
};

process.exitCode = await runCli(process.argv.slice(2), {
  ...processTerminal(),
  sleep: (milliseconds, signal) => sleep(hurried(milliseconds), signal),
});
