"use client";

import { useState } from "react";
import { Button, ButtonLink } from "#app/_components/button.tsx";
import { Form } from "#app/_components/form.tsx";
import { PageHead } from "#app/_components/page-head.tsx";
import { TokenOnce } from "#app/_tokens/token-once.tsx";
import { trpc } from "#app/_trpc/client.ts";
import { useAction } from "#app/_trpc/use-action.ts";
import type { CreatedTokenView } from "#lib/contract/tokens.ts";
import { LimitFields } from "./limit-fields.tsx";
import { NameFields } from "./name-fields.tsx";
import { ScopeAside } from "./scope-aside.tsx";
import { ScopeFields } from "./scope-fields.tsx";
import { SourceFields } from "./source-fields.tsx";
import { EMPTY_DRAFT, inputOf, type ProjectOption, type TokenDraft } from "./token-draft.ts";

const SHOWN = [
  "name",
  "description",
  "projectIds",
  "secretIds",
  "tokenLifetimeSeconds",
  "machineLifetimeSeconds",
  "maxUses",
  "sourceCidr",
  "hostnamePattern",
  "namePattern",
];

type TokenFormProps = {
  projects: ProjectOption[];
  /** What a shell runs to enroll with the token: this server and this vault. */
  enrollLine: string;
  madeAt: string;
};

export function TokenForm({ projects, enrollLine, madeAt }: TokenFormProps) {
  const [draft, setDraft] = useState(EMPTY_DRAFT);
  const [created, setCreated] = useState<CreatedTokenView | null>(null);
  const { run, isPending, error } = useAction(trpc.tokens.create.mutate);
  const now = new Date(madeAt);
  const patch = (change: Partial<TokenDraft>) => setDraft((before) => ({ ...before, ...change }));
  if (created !== null) return <TokenOnce created={created} enrollLine={enrollLine} />;
  const submit = async () => {
    if (!isPending) setCreated(await run(inputOf(draft, projects)));
  };
  return (
    <>
      <PageHead
        title="New enrollment token"
        intro="A token enrolls runners as machines. It reads no secret itself, and its scope never grows."
      />
      <div className="split wide-aside">
        <Form className="sections" error={error} shown={SHOWN} onSubmit={submit}>
          <NameFields draft={draft} patch={patch} error={error} />
          <ScopeFields draft={draft} patch={patch} error={error} projects={projects} />
          <LimitFields draft={draft} patch={patch} error={error} now={now} />
          <SourceFields draft={draft} patch={patch} error={error} />
          <div className="bar-foot">
            <Button type="submit" look="primary" isBusy={isPending} busyLabel="Creating…">
              Create token
            </Button>
            <ButtonLink look="quiet" href="/tokens">
              Cancel
            </ButtonLink>
            <span className="meta m-hide ml-auto">The plaintext is shown once, on the next page.</span>
          </div>
        </Form>
        <ScopeAside draft={draft} projects={projects} now={now} />
      </div>
    </>
  );
}
