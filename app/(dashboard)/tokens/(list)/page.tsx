import type { Metadata } from "next";
import { ButtonLink } from "#app/_components/button.tsx";
import { EmptyState, Way } from "#app/_components/empty-state.tsx";
import { Icon } from "#app/_components/icon.tsx";
import { PageHead } from "#app/_components/page-head.tsx";
import { counted } from "#app/_format/amount.ts";
import { caller } from "#app/_trpc/caller.ts";
import { TokensTable } from "./tokens-table.tsx";

export const metadata: Metadata = { title: "Enrollment Tokens" };

const INTRO = "A token enrolls runners as machines. It reads no secret itself, and its scope never grows.";

export default async function TokensPage() {
  const tokens = await (await caller()).tokens.list();
  if (tokens.length === 0) {
    return (
      <>
        <PageHead title="Enrollment Tokens" intro={INTRO} />
        <EmptyState title="How do runners get in?">
          <Way
            icon="token"
            title="One token a pipeline"
            action={
              <ButtonLink look="primary" href="/tokens/new">
                New token
              </ButtonLink>
            }
          >
            You choose its secrets, how long it lives and from where it may be used. The pipeline keeps it as
            a secured variable; each step enrolls itself and ends with the step.
          </Way>
          <Way icon="plug" title="Then build the pipeline’s files">
            SikkerKey writes the script and the snippet for your provider from the token’s policy. The token
            is in neither.
          </Way>
        </EmptyState>
      </>
    );
  }
  return (
    <>
      <PageHead
        title="Enrollment Tokens"
        intro={INTRO}
        actions={
          <ButtonLink look="primary" href="/tokens/new">
            <Icon name="plus" />
            New token
          </ButtonLink>
        }
      />
      <TokensTable tokens={tokens} />
      <div className="table-foot">
        <span>
          {counted(tokens.length, "token")}. Plaintexts are not kept: a lost token is revoked and made anew.
        </span>
      </div>
    </>
  );
}
