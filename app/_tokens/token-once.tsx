"use client";

import { type ReactNode, useEffect, useState } from "react";
import { Button, ButtonLink } from "#app/_components/button.tsx";
import { CopyButton } from "#app/_components/copy-button.tsx";
import { CopyLine } from "#app/_components/copy-line.tsx";
import { Note } from "#app/_components/note.tsx";
import { PageHead } from "#app/_components/page-head.tsx";
import type { CreatedTokenView } from "#lib/contract/tokens.ts";

type TokenOnceProps = {
  created: CreatedTokenView;
  enrollLine: string;
  /** What else is to be known while it is stored. */
  children?: ReactNode;
};

/** The only sight of the plaintext. It is in this page's memory alone, and leaving asks whether it is stored. */
export function TokenOnce({ created, enrollLine, children }: TokenOnceProps) {
  const [isStored, setIsStored] = useState(false);
  useEffect(() => {
    if (isStored) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isStored]);
  return (
    <div className="measure">
      <PageHead
        title={`${created.name} is ready`}
        intro="This is the only time its plaintext is shown. The server keeps a SHA-256 of it and nothing else."
      />
      {isStored ? (
        <NextSteps tokenId={created.id} enrollLine={enrollLine} />
      ) : (
        <div className="stack close">
          <div className="once">
            <code data-testid="token-plaintext">{created.token}</code>
            <CopyButton text={created.token} what="the token" look="plain" small={false} />
          </div>
          <Note tone="warn">
            <b>Store it now</b>, as a secured variable named <code>SIKKERKEY_ENROLLMENT_TOKEN</code> in your
            CI provider or in a password manager. A lost token cannot be shown again: revoke it and make
            another.
          </Note>
          {children}
          <div className="actions">
            <Button look="primary" onClick={() => setIsStored(true)}>
              I have stored it
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}

function NextSteps({ tokenId, enrollLine }: { tokenId: string; enrollLine: string }) {
  return (
    <div className="stack close">
      <Note tone="ok">The plaintext is gone from this page.</Note>
      <p className="soft">
        Next, build the files for your pipeline. They carry the token’s policy, never the token itself.
      </p>
      <div className="actions">
        <ButtonLink look="primary" href={`/integrations?token=${tokenId}`}>
          Build files
        </ButtonLink>
        <ButtonLink look="quiet" href={`/tokens/${tokenId}`}>
          Open the token
        </ButtonLink>
      </div>
      <p className="soft">
        Anywhere else, with the token in <code>SIKKERKEY_ENROLLMENT_TOKEN</code>:
      </p>
      <CopyLine text={enrollLine} />
    </div>
  );
}
