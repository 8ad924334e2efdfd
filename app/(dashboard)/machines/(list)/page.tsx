import type { Metadata } from "next";
import { addressOf, firstOf, type SearchParams } from "#app/_components/address.ts";
import { ButtonLink } from "#app/_components/button.tsx";
import { EmptyState, Way } from "#app/_components/empty-state.tsx";
import { Link } from "#app/_components/link.tsx";
import { PageHead } from "#app/_components/page-head.tsx";
import { SearchBox } from "#app/_components/search-box.tsx";
import { Segments } from "#app/_components/segments.tsx";
import { caller } from "#app/_trpc/caller.ts";
import { MACHINE_STATE_WORDS } from "#app/_words/machine-words.ts";
import { MACHINE_STATES, type MachineCountsView } from "#lib/contract/machines.ts";
import { MachinesTable } from "./machines-table.tsx";

export const metadata: Metadata = { title: "Machines" };

export default async function MachinesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await searchParams;
  const state = MACHINE_STATES.find((name) => name === firstOf(params, "state"));
  const search = (firstOf(params, "q") ?? "").slice(0, 64);
  const before = firstOf(params, "before");
  const { machines, counts, next } = await (await caller()).machines.list({
    search,
    ...(state && { state }),
    ...(before && { before }),
  });
  const all = MACHINE_STATES.reduce((sum, name) => sum + counts[name], 0);
  if (all === 0 && search === "") return <NoMachines />;
  return (
    <>
      <PageHead
        title="Machines"
        intro="Everything that holds a key of its own. Disabling one bites on its next request."
      />
      <div className="toolbar">
        <SearchBox label="Name, address or token" path="/machines" value={search} keep={{ state }} />
        <StateSegments counts={counts} all={all} state={state} search={search} />
        <span className="meta push m-hide">Times in UTC</span>
      </div>
      {machines.length === 0 ? (
        <section className="nothing">
          <h2>No machine matches</h2>
          <p className="soft">
            {state ? `State: ${MACHINE_STATE_WORDS[state].word.toLowerCase()}. ` : ""}
            {search ? `Search: “${search}”. ` : ""}
          </p>
          <p>
            <Link href="/machines">Clear the filters</Link>
          </p>
        </section>
      ) : (
        <MachinesTable machines={machines} />
      )}
      <div className="table-foot">
        <span>Newest first</span>
        <span className="actions">
          {before ? (
            <ButtonLink small href={addressOf("/machines", { state, q: search })}>
              Newest
            </ButtonLink>
          ) : null}
          {next ? (
            <ButtonLink small href={addressOf("/machines", { state, q: search, before: next })}>
              Older
            </ButtonLink>
          ) : null}
        </span>
      </div>
    </>
  );
}

type SegmentsProps = { counts: MachineCountsView; all: number; state: string | undefined; search: string };

function StateSegments({ counts, all, state, search }: SegmentsProps) {
  const segment = (label: string, count: number, name?: string) => ({
    label,
    count,
    href: addressOf("/machines", { state: name, q: search }),
    isCurrent: state === name,
  });
  // Nothing in this release waits for approval; the segment appears when something does.
  const shown = MACHINE_STATES.filter((name) => name !== "pending" || counts.pending > 0);
  return (
    <Segments
      label="State"
      segments={[
        segment("All", all),
        ...shown.map((name) => segment(MACHINE_STATE_WORDS[name].word, counts[name], name)),
      ]}
    />
  );
}

function NoMachines() {
  return (
    <>
      <PageHead
        title="Machines"
        intro="Everything that holds a key of its own. Nothing has enrolled in this vault yet."
      />
      <EmptyState title="Where will the first one run?">
        <Way
          icon="token"
          title="In a pipeline"
          action={
            <ButtonLink look="primary" href="/tokens/new">
              New enrollment token
            </ButtonLink>
          }
        >
          Each step enrolls itself, reads what the token allows, and ends with the step. Nothing to clean up.
        </Way>
        <Way
          icon="machine"
          title="In a shell of yours"
          action={<ButtonLink href="/tokens">Open tokens</ButtonLink>}
        >
          <code>sikkerkey enroll</code> asks for a token on standard input and makes a key there; then{" "}
          <code>sikkerkey get</code> reads.
        </Way>
      </EmptyState>
      <p className="soft measure mt-6">
        Whichever you choose, the machine signs each read with its own key. A copied request is worth nothing,
        and the log names the machine, not a shared token.
      </p>
    </>
  );
}
