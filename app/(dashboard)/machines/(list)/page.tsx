import type { Metadata } from "next";
import { addressOf, firstOf, type SearchParams } from "#app/_components/address.ts";
import { ButtonLink } from "#app/_components/button.tsx";
import { Icon } from "#app/_components/icon.tsx";
import { Link } from "#app/_components/link.tsx";
import { PageHead } from "#app/_components/page-head.tsx";
import { SearchBox } from "#app/_components/search-box.tsx";
import { caller } from "#app/_trpc/caller.ts";
import { MACHINE_STATE_WORDS } from "#app/_words/machine-words.ts";
import { MACHINE_STATES } from "#lib/contract/machines.ts";
import { MachinesTable } from "./machines-table.tsx";
import { NoMachines } from "./no-machines.tsx";
import { OpenClaims } from "./open-claims.tsx";
import { OpenTokens } from "./open-tokens.tsx";
import { StateSegments } from "./state-segments.tsx";

export const metadata: Metadata = { title: "Machines" };

export default async function MachinesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await searchParams;
  const state = MACHINE_STATES.find((name) => name === firstOf(params, "state"));
  const search = (firstOf(params, "q") ?? "").slice(0, 64);
  const before = firstOf(params, "before");
  const read = await caller();
  // Whoever waits for a person comes first, wherever the time of registration would put them.
  const isWhole = state === undefined && search === "" && before === undefined;
  const [{ machines: page, counts, next }, waiting, openTokens, openClaims] = await Promise.all([
    read.machines.list({ search, ...(state && { state }), ...(before && { before }) }),
    isWhole ? read.machines.list({ state: "pending", search: "" }) : null,
    read.bootstrapTokens.list(),
    read.claims.list(),
  ]);
  const first = new Set(waiting?.machines.map(({ id }) => id));
  const machines = [...(waiting?.machines ?? []), ...page.filter(({ id }) => !first.has(id))];
  const all = MACHINE_STATES.reduce((sum, name) => sum + counts[name], 0);
  if (all === 0 && search === "") {
    return (
      <>
        <NoMachines />
        <OpenTokens tokens={openTokens} />
        <OpenClaims claims={openClaims} />
      </>
    );
  }
  return (
    <>
      <PageHead
        title="Machines"
        intro="Everything that holds a key of its own. Disabling one bites on its next request."
        actions={
          <>
            <ButtonLink href="/integrations/docker/new-container">Create Container</ButtonLink>
            <ButtonLink look="primary" href="/machines/validate">
              <Icon name="plus" />
              Validate machine
            </ButtonLink>
          </>
        }
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
        <span>{first.size > 0 ? "Waiting ones first, then the newest" : "Newest first"}</span>
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
      <OpenTokens tokens={openTokens} />
      <OpenClaims claims={openClaims} />
    </>
  );
}
