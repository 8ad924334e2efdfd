import { SectionHead } from "#app/_components/page-head.tsx";
import { GuardrailFacts } from "#app/_machines/guardrail-facts.tsx";
import type { MachineDetailView } from "#lib/contract/machines.ts";
import { EditGuardrails } from "./edit-guardrails.tsx";

export function GuardrailsPanel({ machine }: { machine: MachineDetailView }) {
  const { id, name, guardrails } = machine;
  return (
    <section aria-labelledby="guardrails">
      <SectionHead id="guardrails" title="Guardrails">
        <EditGuardrails machineId={id} name={name} guardrails={guardrails} />
      </SectionHead>
      {guardrails === null ? (
        <p className="soft">None. It may sign from any address at any hour.</p>
      ) : (
        <dl className="facts">
          <GuardrailFacts guardrails={guardrails} />
        </dl>
      )}
    </section>
  );
}
