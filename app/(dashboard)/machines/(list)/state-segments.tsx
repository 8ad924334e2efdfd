import { addressOf } from "#app/_components/address.ts";
import { Segments } from "#app/_components/segments.tsx";
import { MACHINE_STATE_WORDS } from "#app/_words/machine-words.ts";
import { MACHINE_STATES, type MachineCountsView } from "#lib/contract/machines.ts";

type SegmentsProps = { counts: MachineCountsView; all: number; state: string | undefined; search: string };

export function StateSegments({ counts, all, state, search }: SegmentsProps) {
  const segment = (label: string, count: number, name?: string) => ({
    label,
    count,
    href: addressOf("/machines", { state: name, q: search }),
    isCurrent: state === name,
  });
  return (
    <Segments
      label="State"
      segments={[
        segment("All", all),
        ...MACHINE_STATES.map((name) => segment(MACHINE_STATE_WORDS[name].word, counts[name], name)),
      ]}
    />
  );
}
