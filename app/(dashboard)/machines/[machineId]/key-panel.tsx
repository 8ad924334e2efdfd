import { SectionHead } from "#app/_components/page-head.tsx";
import type { MachineDetailView } from "#lib/contract/machines.ts";

/** Which key it is and where it was made. */
export function KeyPanel({ machine }: { machine: MachineDetailView }) {
  return (
    <section aria-labelledby="key">
      <SectionHead id="key" title="Key" />
      <p>
        <code className="anywhere" data-testid="fingerprint">
          {machine.fingerprint}
        </code>
      </p>
      <p className="meta mt-2">
        {machine.origin === "claim"
          ? "The container made it. It was never on this server."
          : "Made here and handed out once. Lost files cannot be had again."}
      </p>
    </section>
  );
}
