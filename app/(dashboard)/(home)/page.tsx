import type { Metadata } from "next";
import { Link } from "#app/_components/link.tsx";
import { PageHead, SectionHead } from "#app/_components/page-head.tsx";
import { caller } from "#app/_trpc/caller.ts";
import { Alarms } from "./alarms.tsx";
import { FirstRead } from "./first-read.tsx";
import { isFirstReadDone } from "./first-steps.ts";
import { HomeAside } from "./home-aside.tsx";
import { ReadsChart } from "./reads-chart.tsx";
import { RecentEvents } from "./recent-events.tsx";

export const metadata: Metadata = { title: "Home" };

export default async function HomePage() {
  const overview = await (await caller()).overview.get();
  const isDone = isFirstReadDone(overview);
  return (
    <>
      <PageHead
        title="Home"
        intro={
          isDone
            ? "What this vault holds, and who read from it."
            : "From nothing to the first pipeline read. Each step ticks itself off when the server sees it happen."
        }
      />
      <Alarms alarms={overview.alarms} />
      <div className="split">
        <div className="stack">
          {isDone ? <ReadsChart reads={overview.reads} /> : <FirstRead overview={overview} />}
          <section aria-labelledby="recent">
            <SectionHead id="recent" title="Recent activity">
              <Link href="/audit">Audit Log</Link>
            </SectionHead>
            <RecentEvents events={overview.recent} />
          </section>
        </div>
        <HomeAside overview={overview} isDone={isDone} />
      </div>
    </>
  );
}
