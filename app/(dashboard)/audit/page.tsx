import type { Metadata } from "next";
import { EventsTable } from "#app/_audit/events-table.tsx";
import { addressOf, firstOf, type SearchParams } from "#app/_components/address.ts";
import { ButtonLink } from "#app/_components/button.tsx";
import { Link } from "#app/_components/link.tsx";
import { PageHead } from "#app/_components/page-head.tsx";
import { Segments } from "#app/_components/segments.tsx";
import { caller } from "#app/_trpc/caller.ts";
import { ActiveFilters } from "./active-filters.tsx";
import { AddFilter } from "./add-filter.tsx";
import { type Filters, filtersOf, queryOf } from "./audit-filters.ts";
import { filterLabels } from "./filter-labels.ts";

export const metadata: Metadata = { title: "Audit Log" };

export default async function AuditPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await searchParams;
  const filters = filtersOf(params);
  const call = await caller();
  const [page, options] = await Promise.all([
    call.audit.list(queryOf(filters, params)),
    call.audit.options(),
  ]);
  const labels = filterLabels(filters, options);
  const isPaged = firstOf(params, "older") !== undefined || firstOf(params, "newer") !== undefined;
  return (
    <>
      <PageHead
        tight
        title="Audit Log"
        intro="Everything that happened in this vault. It can be read, never edited."
      />
      <div className="toolbar">
        <ActiveFilters filters={filters} labels={labels} />
        <AddFilter filters={filters} options={options} />
        {labels.length > 0 ? (
          <ButtonLink look="quiet" href="/audit">
            Clear
          </ButtonLink>
        ) : null}
        <span className="push">
          <OutcomeSegments filters={filters} />
        </span>
      </div>
      {page.events.length === 0 ? (
        <section className="nothing">
          <h2>No event matches</h2>
          <p className="soft">
            {labels.length === 0
              ? "There is nothing further in this direction."
              : labels.map(({ label, value }) => `${label}: ${value}`).join(" · ")}
          </p>
          <p>
            <Link href="/audit">Clear the filters</Link>
          </p>
        </section>
      ) : (
        <EventsTable events={page.events} />
      )}
      <div className="table-foot">
        <span>Newest first. Times in UTC.</span>
        <span className="actions">
          <PageLink label="Newer" filters={filters} cursor={isPaged ? page.newer : null} name="newer" />
          <PageLink label="Older" filters={filters} cursor={page.older} name="older" />
        </span>
      </div>
    </>
  );
}

type PageLinkProps = { label: string; filters: Filters; cursor: string | null; name: "older" | "newer" };

function PageLink({ label, filters, cursor, name }: PageLinkProps) {
  if (cursor === null) {
    return (
      <button type="button" className="btn sm" disabled>
        {label}
      </button>
    );
  }
  return (
    <ButtonLink small href={addressOf("/audit", { ...filters, [name]: cursor })}>
      {label}
    </ButtonLink>
  );
}

function OutcomeSegments({ filters }: { filters: Filters }) {
  const segment = (label: string, outcome?: string) => ({
    label,
    href: addressOf("/audit", { ...filters, outcome }),
    isCurrent: filters.outcome === outcome,
  });
  return (
    <Segments
      label="Outcome"
      segments={[
        segment("All"),
        segment("Allowed", "allowed"),
        segment("Denied", "denied"),
        segment("Failed", "failed"),
      ]}
    />
  );
}
