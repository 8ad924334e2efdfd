"use client";

import { SecretValueRow } from "./secret-value-row.tsx";
import { REVEAL_SECONDS } from "./use-revealed.ts";

type SecretValuesProps = { secretId: string; version: number; fieldNames: string[] | null };

/** The page arrives without a value. Each one is asked for by itself, and only then does it cross the network. */
export function SecretValues({ secretId, version, fieldNames }: SecretValuesProps) {
  return (
    <div className="values">
      {fieldNames === null ? (
        <SecretValueRow secretId={secretId} version={version} label="value" />
      ) : (
        fieldNames.map((field) => (
          <SecretValueRow key={field} secretId={secretId} version={version} label={field} field={field} />
        ))
      )}
      <div className="foot meta">
        <span>
          A reveal is recorded under your name and hides again after {REVEAL_SECONDS} s, or when you leave the
          page.
        </span>
      </div>
    </div>
  );
}
