"use client";

import { Button } from "#app/_components/button.tsx";
import { CopyButton } from "#app/_components/copy-button.tsx";
import { Icon } from "#app/_components/icon.tsx";
import { useReveal } from "./use-reveal.ts";

type RowProps = { secretId: string; version: number; label: string; field?: string };

const DOTS = "••••••••••••";

export function SecretValueRow({ secretId, version, label, field }: RowProps) {
  const { revealed, reveal, hide, isPending, error } = useReveal({ secretId, version, field: field ?? null });
  return (
    <div className={revealed === null ? "" : "is-shown"}>
      <code className="value-name">{label}</code>
      {revealed !== null ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <pre className="value-text" tabIndex={0}>
          {revealed.text}
        </pre>
      ) : error !== null ? (
        <span className="denied-text" role="alert">
          {error.message}
        </span>
      ) : (
        <span className="masked" role="img" aria-label="Hidden value">
          {DOTS}
        </span>
      )}
      {revealed === null ? (
        <Button
          look="quiet"
          small
          aria-label={`Reveal ${label}`}
          isBusy={isPending}
          busyLabel="Asking…"
          onClick={reveal}
        >
          <Icon name="eye" small />
          Reveal
        </Button>
      ) : (
        <span className="actions">
          <span className="meta" role="timer" aria-live="off">
            {revealed.secondsLeft} s
          </span>
          <CopyButton text={revealed.text} what={label} />
          <Button look="quiet" small aria-label={`Hide ${label}`} onClick={hide}>
            Hide
          </Button>
        </span>
      )}
    </div>
  );
}
