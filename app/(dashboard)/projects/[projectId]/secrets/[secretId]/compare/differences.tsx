"use client";

import { Badge, type Tone } from "#app/_components/badge.tsx";
import { SectionHead } from "#app/_components/page-head.tsx";
import { counted, formatSize } from "#app/_format/amount.ts";
import type { VersionComparisonView, VersionDifference } from "#lib/contract/secrets.ts";
import { REVEAL_SECONDS } from "../use-revealed.ts";
import { SideValue } from "./side-value.tsx";

type State = VersionDifference["state"];
const STATES: Record<State, { word: string; tone: Tone }> = {
  same: { word: "Same", tone: "neutral" },
  changed: { word: "Changed", tone: "info" },
  added: { word: "Added", tone: "ok" },
  removed: { word: "Removed", tone: "warn" },
};

/** What differs, field by field; each side shows its value only when it is asked for. */
export function Differences({ secretId, compared }: { secretId: string; compared: VersionComparisonView }) {
  const { from, to, differences } = compared;
  return (
    <section aria-labelledby="differences">
      <SectionHead id="differences" title={summaryOf(differences)} />
      <table className="tbl plain folds compared">
        <thead>
          <tr>
            <th>Field</th>
            <th>What became of it</th>
            <th>v{from.version}</th>
            <th>v{to.version}</th>
          </tr>
        </thead>
        <tbody>
          {differences.map(({ field, state }) => (
            <tr key={field ?? ""}>
              <td className="m-main">{field === null ? "The value" : <code>{field}</code>}</td>
              <td className="m-side">
                <Badge tone={STATES[state].tone}>{STATES[state].word}</Badge>
              </td>
              <td className="m-sub">
                {state === "added" ? (
                  <Absent version={from.version} />
                ) : (
                  <SideValue secretId={secretId} version={from.version} field={field} />
                )}
              </td>
              <td className="m-sub">
                {state === "removed" ? (
                  <Absent version={to.version} />
                ) : (
                  <SideValue secretId={secretId} version={to.version} field={field} />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="meta mt-2">
        {formatSize(from.sizeBytes)} in v{from.version}, {formatSize(to.sizeBytes)} in v{to.version}. A reveal
        is recorded under your name and hides again after {REVEAL_SECONDS} s, or when you leave the page.
      </p>
    </section>
  );
}

function Absent({ version }: { version: number }) {
  return (
    <span className="faint">
      <span className="m-only meta">v{version} </span>–<span className="sr"> not in version {version}</span>
    </span>
  );
}

const ORDER: readonly State[] = ["changed", "added", "removed"];

/** "1 field changed, 2 added", or that nothing did. */
function summaryOf(differences: readonly VersionDifference[]): string {
  const counts = ORDER.map((state) => ({
    state,
    count: differences.filter((difference) => difference.state === state).length,
  })).filter(({ count }) => count > 0);
  if (counts.length === 0) return "Nothing differs";
  if (differences.length === 1 && differences[0]?.field === null) return "The value changed";
  return counts
    .map(({ state, count }, index) => `${index === 0 ? counted(count, "field") : count} ${state}`)
    .join(", ");
}
