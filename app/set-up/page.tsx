import type { Metadata } from "next";
import { Door } from "#app/_components/door.tsx";
import { publicCaller } from "#app/_trpc/caller.ts";
import { AlreadySetUp } from "./already-set-up.tsx";
import { SetUpForm } from "./set-up-form.tsx";

export const metadata: Metadata = { title: "Set up" };

export default async function SetUpPage() {
  const { isClaimed } = await (await publicCaller()).setup.status();
  if (isClaimed) return <AlreadySetUp />;
  return (
    <Door isWide>
      <div>
        <span className="mark big" />
        <h1>Make the first account</h1>
        <p className="soft">You will own the vault. This link works once, for 30 minutes.</p>
        <SetUpForm />
      </div>
      <aside className="aside door-aside">
        <section>
          <h2>What happens now</h2>
          <ol className="plainlist">
            <li>
              <b>A vault key is made</b> and sealed with this server’s root key. Nothing leaves the machine.
            </li>
            <li>
              <b>You land on a checklist</b> that ends with a pipeline reading its first secret.
            </li>
            <li>
              <b>Every step is recorded</b> in a log that can be read and never edited, beginning with this
              one.
            </li>
          </ol>
        </section>
        <section>
          <h2>Copy the root key today</h2>
          <p className="soft">
            It was made at first start, and the server printed where it is. With it and a database backup you
            can restore everything; without it, nobody can.
          </p>
          <p className="meta mt-2">Keep the copy apart from the database backups.</p>
        </section>
      </aside>
    </Door>
  );
}
