import { type AnyColumn, type SQL, sql } from "drizzle-orm";
import type { KeysetPlace } from "#lib/keyset-place.ts";

/** Microseconds since 1970 as text: the exact half of a place that no JavaScript date could carry. */
export const microsOf = (instant: AnyColumn | SQL) =>
  sql<string>`(extract(epoch from ${instant}) * 1000000)::bigint::text`;

/** The place's instant, with its microseconds. */
export const instantOf = ({ micros }: KeysetPlace) =>
  sql`(timestamptz 'epoch' + ${micros}::bigint * interval '1 microsecond')`;

/** The pair that a row's `(instant, id)` is compared with; `idType` is the id column's own. */
export const placeOf = (place: KeysetPlace, idType: "uuid" | "bigint") =>
  sql`(${instantOf(place)}, ${place.id}::${sql.raw(idType)})`;
