import { Block } from "#app/_docs/block.tsx";
import { DocPage } from "#app/_docs/doc-page.tsx";
import { pageMetadata } from "#app/_docs/find-page.ts";
import { readFacts } from "#app/_docs/read-facts.ts";
import { quickStartBlocks } from "#lib/docs/blocks/quick-start.ts";

export const metadata = pageMetadata("quick-start");

export default async function QuickStart() {
  const blocks = quickStartBlocks(await readFacts());
  return (
    <DocPage
      slug="quick-start"
      sections={[
        {
          id: "store",
          title: "Store a secret",
          body: (
            <>
              <p>
                Open <b>Projects</b>, choose <b>New project</b>, then <b>New secret</b>. Name it{" "}
                <code>DATABASE_URL</code> and give it a value. Names become environment variables:{" "}
                <code>api-key</code> arrives as <code>API_KEY</code>, and names that would take over a shell
                are refused here.
              </p>
            </>
          ),
        },
        {
          id: "token",
          title: "Make an enrollment token",
          body: (
            <p>
              Open <b>Enrollment Tokens</b> and choose <b>New token</b>. Tick the project and the secret. The
              token can make machines that read exactly these, and nothing else; it cannot read by itself.
              Copy it now: it is shown once.
            </p>
          ),
        },
        {
          id: "command",
          title: "Install the command",
          body: (
            <>
              <p>It needs Node.js 18 or later and comes from this server, which is its npm registry.</p>
              <Block block={blocks.install} />
            </>
          ),
        },
        {
          id: "enroll",
          title: "Enroll this computer",
          body: (
            <>
              <p>
                The key is made here and stays here, in <code>~/.sikkerkey</code>. The token and your
                vault&#8217;s id, which the sidebar shows, go in the places of the examples.
              </p>
              <Block block={blocks.enroll} />
            </>
          ),
        },
        {
          id: "read",
          title: "Read it",
          body: (
            <>
              <p>
                <code>run</code> puts every granted secret into the environment of one command, and nowhere
                else.
              </p>
              <Block block={blocks.read} />
              <p>Or look first at what there is, and read one value alone:</p>
              <Block block={blocks.list} />
              <p>
                The enrollment and both reads are now in <b>Audit Log</b>, with the machine, its token and the
                address they came from.
              </p>
            </>
          ),
        },
      ]}
    />
  );
}
