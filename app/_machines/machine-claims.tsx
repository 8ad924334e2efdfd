import { Note } from "#app/_components/note.tsx";
import { TimeLine } from "#app/_components/time.tsx";
import { MACHINE_KIND_WORDS } from "#app/_words/machine-words.ts";
import type { MachineDetailView } from "#lib/contract/machines.ts";
import { exactDuration } from "#lib/policy/scope-words.ts";
import { GuardrailFacts } from "./guardrail-facts.tsx";

/** What a person decides by: what the machine says, what the server saw, and the key to compare. */
export function MachineClaims({ machine }: { machine: MachineDetailView }) {
  const { validation, replaces } = machine;
  return (
    <div className="stack close">
      <div className="fingerprint">
        <span className="label">Fingerprint of its key</span>
        <code data-testid="fingerprint">{machine.fingerprint}</code>
        <span className="hint">
          Compare it with the line that the machine printed. If one letter differs, deny it.
        </span>
      </div>
      <dl className="facts">
        <dt>Name</dt>
        <dd className="mono">{machine.name}</dd>
        <dt>Kind</dt>
        <dd>
          {MACHINE_KIND_WORDS[machine.kind]}
          {validation?.lifetimeSeconds == null
            ? null
            : `, for ${exactDuration(validation.lifetimeSeconds)} from its approval on`}
        </dd>
        <dt>Hostname</dt>
        <dd>
          <span className="mono">{machine.hostname}</span> <span className="faint">as it says itself</span>
        </dd>
        <dt>Came from</dt>
        <dd className="mono">{machine.sourceIp}</dd>
        <dt>Registered</dt>
        <dd>
          <TimeLine at={machine.createdAt} />
        </dd>
        {validation === null ? null : (
          <>
            <dt>Token made</dt>
            <dd>
              by {validation.createdBy}, <TimeLine at={validation.createdAt} />
            </dd>
          </>
        )}
        {validation === null || validation.description === "" ? null : (
          <>
            <dt>For</dt>
            <dd className="lines">{validation.description}</dd>
          </>
        )}
        {machine.guardrails === null ? null : <GuardrailFacts guardrails={machine.guardrails} />}
      </dl>
      {replaces === null ? null : (
        <Note tone="warn">
          <b>Approving replaces {replaces.name}</b>, which has the same hostname: its projects and grants move
          over and its key dies.
        </Note>
      )}
    </div>
  );
}
