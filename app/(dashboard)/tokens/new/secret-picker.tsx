"use client";

import { useState } from "react";
import { Check } from "#app/_components/check.tsx";
import { Icon } from "#app/_components/icon.tsx";
import { useDismissible } from "#app/_components/use-dismissible.ts";
import { Picker } from "#app/_secrets/picker.tsx";
import { SecretCheck } from "#app/_secrets/secret-check.tsx";
import { withIds } from "#app/_secrets/with-ids.ts";
import type { ProjectOption } from "./token-draft.ts";

type PickerProps = {
  projects: readonly ProjectOption[];
  chosen: ReadonlySet<string>;
  onChange: (chosen: ReadonlySet<string>) => void;
  error: string | undefined;
  /** Of what is chosen right now. */
  problem: string | undefined;
};

export function SecretPicker({ projects, chosen, onChange, error: answered, problem }: PickerProps) {
  const [shown, dismiss] = useDismissible(answered);
  const error = shown ?? problem;
  const set = (ids: readonly string[], isChosen: boolean) => {
    dismiss();
    onChange(withIds(chosen, ids, isChosen));
  };
  return (
    <Picker legend={<legend className="sr">Secrets</legend>} error={error} helpId="picker-help">
      <div className="picks">
        {projects.map((project) => (
          <ProjectPicks
            key={project.id}
            project={project}
            chosen={chosen}
            set={set}
            isAlone={projects.length === 1}
          />
        ))}
      </div>
    </Picker>
  );
}

type ProjectPicksProps = {
  project: ProjectOption;
  chosen: ReadonlySet<string>;
  set: (ids: readonly string[], isChosen: boolean) => void;
  isAlone: boolean;
};

function ProjectPicks({ project, chosen, set, isAlone }: ProjectPicksProps) {
  const [isOpen, setIsOpen] = useState(isAlone);
  const ids = project.secrets.map(({ id }) => id);
  const count = ids.filter((id) => chosen.has(id)).length;
  const isAll = count === ids.length && ids.length > 0;
  return (
    <>
      <div className="picks-head">
        <Check isChecked={isAll} isPartial={count > 0} onChange={(next) => set(ids, next)}>
          <b>{project.name}</b>{" "}
          <span className="faint">
            {count} of {ids.length}
          </span>
        </Check>
        <span className="actions">
          {isOpen && ids.length > 0 ? (
            <button type="button" className="link" onClick={() => set(ids, !isAll)}>
              {isAll ? "Select none" : "Select all"}
              <span className="sr"> of {project.name}</span>
            </button>
          ) : null}
          <button
            type="button"
            className="btn icon quiet sm"
            aria-expanded={isOpen}
            aria-label={`Secrets of ${project.name}`}
            onClick={() => setIsOpen(!isOpen)}
          >
            <Icon name={isOpen ? "chev" : "right"} small />
          </button>
        </span>
      </div>
      {isOpen ? (
        <div className="picks-grid">
          {project.secrets.length === 0 ? <span className="faint">No secrets yet</span> : null}
          {project.secrets.map((secret) => (
            <SecretCheck
              key={secret.id}
              secret={secret}
              isChecked={chosen.has(secret.id)}
              onChange={(next) => set([secret.id], next)}
            />
          ))}
        </div>
      ) : null}
    </>
  );
}
