"use client";

import { useState } from "react";
import { Button, ButtonLink } from "#app/_components/button.tsx";
import { Form } from "#app/_components/form.tsx";
import { KindChoice } from "#app/_components/kind-choice.tsx";
import { Note } from "#app/_components/note.tsx";
import { PageHead } from "#app/_components/page-head.tsx";
import { formatMinute } from "#app/_format/instant.ts";
import { TokenOnce } from "#app/_tokens/token-once.tsx";
import { trpc } from "#app/_trpc/client.ts";
import { useAction } from "#app/_trpc/use-action.ts";
import type { RotatedTokenView } from "#lib/contract/tokens.ts";

const OVERLAPS = [
  { kind: "0", title: "Not at all", what: "It ends at once. For one that may have leaked." },
  { kind: "3600", title: "1 hour", what: "Time to paste the new one where the pipeline keeps it." },
  { kind: "86400", title: "1 day", what: "For several pipelines, one after the other." },
  { kind: "604800", title: "7 days", what: "For people who are away, and for jobs that run once a week." },
] as const;
type Overlap = (typeof OVERLAPS)[number]["kind"];

type RotateFormProps = {
  tokenId: string;
  name: string;
  endsAt: string;
  /** Why it cannot be rotated. After a rotation the page says so too, while the plaintext is still here. */
  obstacle: string | null;
  enrollLine: string;
};

export function RotateForm({ tokenId, name, endsAt, obstacle, enrollLine }: RotateFormProps) {
  const [overlap, setOverlap] = useState<Overlap>("86400");
  const [rotated, setRotated] = useState<RotatedTokenView | null>(null);
  const { run, isPending, error } = useAction(trpc.tokens.rotate.mutate);
  if (rotated !== null) {
    const { replaces } = rotated;
    return (
      <TokenOnce created={rotated} enrollLine={enrollLine}>
        <p className="soft">
          The old one is now called {replaces.name}.{" "}
          {new Date(replaces.expiresAt) > new Date()
            ? `It still enrolls until ${formatMinute(replaces.expiresAt, new Date())} UTC.`
            : "It enrolls nothing any more."}
        </p>
      </TokenOnce>
    );
  }
  if (obstacle !== null)
    return (
      <div className="measure stack close">
        <PageHead title={`Rotate ${name}`} />
        <Note>
          <b>This token cannot be rotated.</b> {obstacle}
        </Note>
        <div className="actions">
          <ButtonLink href={`/tokens/${tokenId}`}>Back to the token</ButtonLink>
        </div>
      </div>
    );
  const submit = async () => {
    if (!isPending) setRotated(await run({ tokenId, overlapSeconds: Number(overlap) }));
  };
  return (
    <div className="measure">
      <PageHead
        title={`Rotate ${name}`}
        intro="A new token takes its name, its policy and its lifetime, with all uses fresh. Machines that are enrolled stay as they are."
      />
      <Form error={error} onSubmit={submit}>
        <KindChoice
          legend="The old token goes on for"
          kinds={OVERLAPS}
          kind={overlap}
          onChange={setOverlap}
        />
        <p className="hint">
          In any case it ends no later than {formatMinute(endsAt, new Date())} UTC, as before.
        </p>
        <div className="actions">
          <Button type="submit" look="primary" isBusy={isPending} busyLabel="Rotating…">
            Rotate token
          </Button>
          <ButtonLink look="quiet" href={`/tokens/${tokenId}`}>
            Cancel
          </ButtonLink>
        </div>
      </Form>
    </div>
  );
}
