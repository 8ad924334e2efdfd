import type { ReactNode } from "react";
import { PageHead, SectionHead } from "#app/_components/page-head.tsx";
import { LISTED } from "#lib/integrations/all.ts";
import { BuildLink } from "./build-link.tsx";
import { DockerRow } from "./docker-row.tsx";

/** The list stays where it is while a builder opens over it. */
export default function IntegrationsLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <PageHead
        title="Integrations"
        intro="Choose where your jobs run. Each builder writes the files for you; none of them contains a token."
      />
      <div className="frame">
        <table className="tbl tall folds">
          <thead>
            <tr>
              <th>Provider</th>
              <th>Delivers</th>
              <th>
                <span className="sr">Action</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {LISTED.map((listed) => (
              <tr key={listed.id}>
                <td className="m-main">
                  <span className="provider">
                    <span className="logo" aria-hidden="true">
                      {initials(listed.title)}
                    </span>
                    <span className="name">{listed.title}</span>
                  </span>
                </td>
                <td className="m-sub soft">{"render" in listed ? listed.summary : <DockerRow />}</td>
                <td className="num m-side">
                  {"render" in listed ? <BuildLink provider={listed.id} title={listed.title} /> : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <section className="measure mt-8" aria-labelledby="how">
        <SectionHead id="how" title="How a job gets its secrets" />
        <ol className="plainlist">
          <li>
            <b>The token waits in your provider</b> as a secured variable. It can enroll machines and read
            nothing.
          </li>
          <li>
            <b>The runner makes a key of its own</b> and enrolls with the token. From here on the token is not
            used.
          </li>
          <li>
            <b>Each read is signed with that key</b>, checked, recorded, and only then answered. When the step
            ends, so does the machine.
          </li>
        </ol>
      </section>
      {children}
    </>
  );
}

/** Two letters that tell providers apart: the capitals where there are two, such as GH and GL. */
function initials(title: string): string {
  const capitals = title.replace(/[^A-Z]/g, "");
  return capitals.length > 1 ? capitals.slice(0, 2) : title.slice(0, 2);
}
