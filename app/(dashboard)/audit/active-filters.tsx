import { addressOf } from "#app/_components/address.ts";
import { Icon } from "#app/_components/icon.tsx";
import { Link } from "#app/_components/link.tsx";
import type { Filters } from "./audit-filters.ts";
import type { FilterLabel } from "./filter-labels.ts";

/** Each filter that is on, with a way to take it off. */
export function ActiveFilters({ filters, labels }: { filters: Filters; labels: FilterLabel[] }) {
  return labels.map(({ name, label, value }) => (
    <span key={name} className="chip">
      {label} <b>{value}</b>
      <Link
        href={addressOf("/audit", { ...filters, [name]: undefined })}
        aria-label={`Remove the filter ${label.toLowerCase()}`}
      >
        <Icon name="x" small />
      </Link>
    </span>
  ));
}
