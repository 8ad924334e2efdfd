import { ButtonLink } from "#app/_components/button.tsx";
import { CodeFiles } from "#app/_components/code-files.tsx";
import { Icon } from "#app/_components/icon.tsx";
import { Link } from "#app/_components/link.tsx";
import type { TokenDetailView } from "#lib/contract/tokens.ts";
import type { Integration, SiteFacts } from "#lib/integrations/integration.ts";
import { BuildSide } from "./build-side.tsx";
import { CompareFile } from "./compare-file.tsx";
import { DownloadAll } from "./download-all.tsx";

type BuildFilesProps = { integration: Integration; token: TokenDetailView; site: SiteFacts };

/** The files and what they are worth; rendered here, so the browser only copies and saves. */
export function BuildFiles({ integration, token, site }: BuildFilesProps) {
  const { id, guide, render } = integration;
  const files = render(token.policy, site).map(({ path, content }) => ({ path, content }));
  return (
    <>
      <div className="dialog-body build">
        <div className="build-main">
          <div className="field">
            <div className="label-row">
              <span className="label">Enrollment token</span>
              <span className="ok-text verified" role="status">
                <Icon name="check" small />
                Verified: <b>{token.name}</b>
              </span>
            </div>
            <div className="input mono sealed">
              <Icon name="lock" small />
              <span className="cut">ske_••••••••••••••••••••••••••••••••</span>
              <Link className="link small" href={`/integrations/${id}/build`} scroll={false}>
                Change
              </Link>
            </div>
            <span className="hint">Its plaintext is not here, and in none of the files.</span>
          </div>
          <CodeFiles files={files} label="Files" />
          <CompareFile files={files} cliVersion={site.cliVersion} />
        </div>
        <BuildSide token={token} guide={guide} />
      </div>
      <div className="dialog-foot">
        <span className="meta">CLI {site.cliVersion}, verified by SHA-256 on the runner before it runs</span>
        <span className="actions">
          <DownloadAll name={`sikkerkey-${id}`} files={files} />
          <ButtonLink look="primary" href="/integrations" scroll={false}>
            Done
          </ButtonLink>
        </span>
      </div>
    </>
  );
}
