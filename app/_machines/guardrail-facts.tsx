import type { Guardrails } from "#lib/contract/guardrails.ts";
import { hoursWords } from "./guardrail-words.ts";

/** Rows for a list of facts; what is not set is not said. */
export function GuardrailFacts({ guardrails }: { guardrails: Guardrails }) {
  const { sourceCidrs, hours } = guardrails;
  return (
    <>
      {sourceCidrs === null ? null : (
        <>
          <dt>Only from</dt>
          <dd>
            <ul>
              {sourceCidrs.map((range) => (
                <li key={range} className="mono">
                  {range}
                </li>
              ))}
            </ul>
          </dd>
        </>
      )}
      {hours === null ? null : (
        <>
          <dt>Only at</dt>
          <dd>{hoursWords(hours)}</dd>
        </>
      )}
    </>
  );
}
