"use client";

import { CodeFiles } from "#app/_components/code-files.tsx";
import { Note } from "#app/_components/note.tsx";
import { dockerSnippets } from "#lib/integrations/docker/snippets.ts";
import type { ContainerWay } from "./container-draft.ts";
import type { Site } from "./ready.ts";

type SnippetsProps = {
  site: Site;
  way: ContainerWay;
  machineName: string;
  secrets: { id: string; name: string; fieldNames: string[] | null }[];
};

/** How to mount it and read, with this machine's names in it. */
export function ContainerSnippets({ site, way, machineName, secrets }: SnippetsProps) {
  const snippets = dockerSnippets({ ...site, machineName, folder: machineName, secrets, way });
  const files = snippets.map(({ title, content }) => ({ path: title, content }));
  return (
    <section aria-labelledby="mount" className="snippets">
      <div className="section-head">
        <h3 id="mount">Then mount it, read-only</h3>
        <span className="meta m-hide">Filled in for {machineName}</span>
      </div>
      <CodeFiles files={files} label="Snippets" isCopiedOnly />
      {new URL(site.baseUrl).protocol === "https:" ? null : (
        <Note tone="warn">
          <b>In a container, {new URL(site.baseUrl).host} is the container itself.</b> Give this server an
          https address, or run the container with <code>--network host</code>, as these snippets do.
        </Note>
      )}
    </section>
  );
}
