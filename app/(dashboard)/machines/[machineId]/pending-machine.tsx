import { SectionHead } from "#app/_components/page-head.tsx";
import { MachineClaims } from "#app/_machines/machine-claims.tsx";
import type { MachineDetailView } from "#lib/contract/machines.ts";

/** What leads the page while a person has to decide; the buttons are in the page's head. */
export function PendingMachine({ machine }: { machine: MachineDetailView }) {
  return (
    <section className="pending" aria-labelledby="pending">
      <SectionHead id="pending" title="Is this the machine you meant?">
        <span className="meta m-hide">It can do nothing until you approve it</span>
      </SectionHead>
      <MachineClaims machine={machine} />
    </section>
  );
}
