import { CLOCK_WINDOW_SECONDS } from "../../protocol/signed-request.ts";
import { skewSentence } from "../../sdk/answer-error.ts";
import { type Finding, fail, ok, warn } from "./finding.ts";

const CLOCK_CLOSE_SECONDS = 5;

/** What `behind` seconds between this clock and the server's mean for signed requests. */
export function checkClock(behind: number): Finding {
  const off = Math.abs(behind);
  const remedy = "Set this machine's clock (NTP).";
  if (off > CLOCK_WINDOW_SECONDS) return fail("clock", skewSentence(behind), remedy);
  if (off > CLOCK_CLOSE_SECONDS) return warn("clock", skewSentence(behind), remedy);
  return ok("clock", "in step with the server's");
}
