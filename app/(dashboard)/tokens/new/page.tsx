import type { Metadata } from "next";
import { ButtonLink } from "#app/_components/button.tsx";
import { EmptyState, Way } from "#app/_components/empty-state.tsx";
import { Crumbs, PageHead } from "#app/_components/page-head.tsx";
import { caller } from "#app/_trpc/caller.ts";
import { TokenForm } from "./token-form.tsx";

export const metadata: Metadata = { title: "New enrollment token" };

export default async function NewTokenPage() {
  const read = await caller();
  const [{ projects }, { vault }, { baseUrl }] = await Promise.all([
    read.tokens.options(),
    read.account.me(),
    read.integrations.site(),
  ]);
  return (
    <>
      <Crumbs
        trail={[{ label: "Enrollment Tokens", href: "/tokens" }]}
        here="New token"
        docs={{ page: "quick-start", at: "token" }}
      />
      {projects.some((project) => project.secrets.length > 0) ? (
        <TokenForm
          projects={projects}
          enrollLine={`sikkerkey enroll --url ${baseUrl} --vault ${vault.id}`}
          madeAt={new Date().toISOString()}
        />
      ) : (
        <>
          <PageHead
            title="New enrollment token"
            intro="A token enrolls runners as machines. It reads no secret itself, and its scope never grows."
          />
          <EmptyState title="A token needs something to deliver">
            <Way
              icon="lock"
              title="Store a secret first"
              action={
                <ButtonLink look="primary" href="/projects">
                  Open projects
                </ButtonLink>
              }
            >
              A token names the exact secrets its machines may read, and there is none in this vault yet.
            </Way>
          </EmptyState>
        </>
      )}
    </>
  );
}
