import type { ReactNode } from "react";
import { ButtonLink } from "#app/_components/button.tsx";
import { PageHead, SectionHead } from "#app/_components/page-head.tsx";
import { INTEGRATIONS } from "#lib/integrations/all.ts";

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
            {INTEGRATIONS.map(({ id, title, summary }) => (
              <tr key={id}>
                <td className="m-main">
                  <span className="provider">
                    <span className="logo" aria-hidden="true">
                      {title.slice(0, 2)}
                    </span>
                    <span className="name">{title}</span>
                  </span>
                </td>
                <td className="m-sub soft">{summary}</td>
                <td className="num m-side">
                  <ButtonLink
                    small
                    href={`/integrations/${id}/build`}
                    scroll={false}
                    aria-label={`Build for ${title}`}
                  >
                    Build
                  </ButtonLink>
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
