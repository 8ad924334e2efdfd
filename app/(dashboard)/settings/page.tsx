import type { Metadata } from "next";
import { Id } from "#app/_components/id.tsx";
import { PageHead, SectionHead } from "#app/_components/page-head.tsx";
import { caller } from "#app/_trpc/caller.ts";
import { MachineQuota } from "./machine-quota.tsx";
import { PasswordForm } from "./password-form.tsx";
import { RevokeOthers } from "./revoke-others.tsx";
import { SessionsTable } from "./sessions-table.tsx";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  const call = await caller();
  const [me, sessions, site, vault] = await Promise.all([
    call.account.me(),
    call.account.sessions(),
    call.integrations.site(),
    call.vault.settings(),
  ]);
  return (
    <>
      <PageHead
        title="Settings"
        intro="Your account, where it is signed in, what this vault is called and how much it holds."
      />
      <div className="split">
        <div className="stack">
          <section aria-labelledby="sessions">
            <SectionHead id="sessions" title="Where you are signed in">
              {sessions.length > 1 ? <RevokeOthers /> : null}
            </SectionHead>
            <SessionsTable sessions={sessions} />
          </section>
          <section aria-labelledby="password" className="measure">
            <SectionHead id="password" title="Change password" />
            <PasswordForm email={me.email} />
          </section>
          <section aria-labelledby="quota" className="measure">
            <SectionHead id="quota" title="Machine quota" />
            <MachineQuota vault={vault} />
          </section>
        </div>
        <aside className="aside stays">
          <section>
            <h2>Account</h2>
            <dl className="facts">
              <dt>Name</dt>
              <dd>{me.name}</dd>
              <dt>E-mail</dt>
              <dd>{me.email}</dd>
              <dt>Role</dt>
              <dd>Owner</dd>
            </dl>
          </section>
          <section>
            <h2>Vault</h2>
            <dl className="facts">
              <dt>Name</dt>
              <dd>{me.vault.name}</dd>
              <dt>Id</dt>
              <dd>
                <Id id={me.vault.id} />
              </dd>
              <dt>Address</dt>
              <dd>{site.baseUrl}</dd>
              <dt>CLI</dt>
              <dd>{site.cliVersion}</dd>
            </dl>
            <p className="meta mt-3">
              The address is set with <code>SIKKERKEY_BASE_URL</code>; every generated file uses it.
            </p>
          </section>
        </aside>
      </div>
    </>
  );
}
