const WIDTHS = ["w-40", "w-28", "w-44", "w-32", "w-36"] as const;

/** A table that is on its way: the height of the content, shown after 150 ms, perfectly still. */
export function TableSkeleton({ rows = 8 }: { rows?: number }) {
  return (
    <div className="frame late" aria-hidden="true">
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows without identity
        <div key={row} className="bone-row">
          <span className={`bone ${WIDTHS[row % WIDTHS.length]}`} />
          <span className="bone w-16" />
          <span className="bone w-24 m-hide" />
          <span className="bone w-10 ml-auto" />
        </div>
      ))}
    </div>
  );
}

export function PageSkeleton() {
  return (
    <div role="status">
      <span className="sr">Loading</span>
      <div className="head late" aria-hidden="true">
        <div className="flex flex-col gap-3 py-2">
          <span className="bone w-40" />
          <span className="bone w-72" />
        </div>
      </div>
      <TableSkeleton />
    </div>
  );
}
