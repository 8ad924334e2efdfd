import { ButtonLink } from "#app/_components/button.tsx";
import { CodeFiles } from "#app/_components/code-files.tsx";
import { Icon } from "#app/_components/icon.tsx";
import { Link } from "#app/_components/link.tsx";
import type { TokenDetailView } from "#lib/contract/tokens.ts";
import type { SiteFacts, TextFile } from "#lib/integrations/integration.ts";
import { BuildSide } from "./build-side.tsx";
import { DownloadBoth } from "./download-both.tsx";

type BuildFilesProps = { provider: string; token: TokenDetailView; site: SiteFacts; files: TextFile[] };

/** The two files and what they are worth; rendered here, so the browser only copies and saves. */
export function BuildFiles({ provider, token, site, files }: BuildFilesProps) {
  const plain = files.map(({ path, content }) => ({ path, content }));
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
              <Link className="link small" href={`/integrations/${provider}/build`} scroll={false}>
                Change
              </Link>
            </div>
            <span className="hint">Its plaintext is not here. It is in neither file.</span>
          </div>
          <CodeFiles files={plain} label="Files" />
        </div>
        <BuildSide token={token} />
      </div>
      <div className="dialog-foot">
        <span className="meta">CLI {site.cliVersion}, verified by SHA-256 on the runner before it runs</span>
        <span className="actions">
          <DownloadBoth files={plain} />
          <ButtonLink look="primary" href="/integrations" scroll={false}>
            Done
          </ButtonLink>
        </span>
      </div>
    </>
  );
}
