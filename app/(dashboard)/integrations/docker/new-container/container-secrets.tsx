"use client";

import { useState } from "react";
import { Check } from "#app/_components/check.tsx";
import { Icon } from "#app/_components/icon.tsx";
import { useDismissible } from "#app/_components/use-dismissible.ts";
import { Picker } from "#app/_secrets/picker.tsx";
import { SecretCheck } from "#app/_secrets/secret-check.tsx";
import { withIds } from "#app/_secrets/with-ids.ts";
import { foundSecrets, type SecretOption } from "./container-draft.ts";

type SecretsProps = {
  secrets: readonly SecretOption[];
  chosen: ReadonlySet<string>;
  onChange: (chosen: ReadonlySet<string>) => void;
  error: string | undefined;
};

/** The secrets of one project to tick. While a search is on, *Select all* means those that it found. */
export function ContainerSecrets({ secrets, chosen, onChange, error: answered }: SecretsProps) {
  const [search, setSearch] = useState("");
  const [error, dismiss] = useDismissible(answered);
  const found = foundSecrets(secrets, search);
  const count = (some: readonly SecretOption[]) => some.filter(({ id }) => chosen.has(id)).length;
  const isAll = found.length > 0 && count(found) === found.length;
  const set = (some: readonly SecretOption[], isChosen: boolean) => {
    dismiss();
    onChange(
      withIds(
        chosen,
        some.map(({ id }) => id),
        isChosen,
      ),
    );
  };
  return (
    <Picker legend={<legend className="label">Secrets</legend>} error={error} helpId="container-secrets-help">
      <div className="picks scrolls">
        <div className="picks-head">
          <Check isChecked={isAll} isPartial={count(found) > 0} onChange={(next) => set(found, next)}>
            {search.trim() === "" ? "Select all" : `Select all ${found.length} found`}
          </Check>
          <span className="faint" role="status">
            {count(secrets)} of {secrets.length}
          </span>
          <label className="input picks-search">
            <Icon name="search" small />
            <span className="sr">Search secrets</span>
            <input
              value={search}
              placeholder="Search"
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => setSearch(event.target.value)}
              // Whoever searches does not mean to provision yet.
              onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
            />
          </label>
        </div>
        <div className="picks-grid">
          {found.length === 0 ? <span className="faint">None found</span> : null}
          {found.map((secret) => (
            <SecretCheck
              key={secret.id}
              secret={secret}
              isChecked={chosen.has(secret.id)}
              onChange={(next) => set([secret], next)}
            />
          ))}
        </div>
      </div>
    </Picker>
  );
}
