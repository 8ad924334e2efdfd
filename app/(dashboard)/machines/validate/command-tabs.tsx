"use client";

import { type KeyboardEvent, type ReactNode, useId, useState } from "react";
import { CopyLine } from "#app/_components/copy-line.tsx";

type CommandTabsProps = { token: string; baseUrl: string };

/** One way in a tab. All panels share one place, so the page keeps its height when the tab changes. */
export function CommandTabs({ token, baseUrl }: CommandTabsProps) {
  const script = `${baseUrl}/v1/bootstrap/${token}`;
  return (
    <Panels
      panels={[
        { title: "Linux and macOS", content: <ShellWay script={script} /> },
        { title: "Windows, or without openssl", content: <CommandWay token={token} baseUrl={baseUrl} /> },
      ]}
    />
  );
}

/** `-f` keeps the error page of a proxy out of the shell, and with it our own refusals, which would only print their reason. */
function ShellWay({ script }: { script: string }) {
  return (
    <div className="stack close">
      <CopyLine isWhole text={`curl -fsSL ${script} | sh`} />
      <p className="soft">
        The script makes a key with openssl, keeps it in <code>~/.sikkerkey</code> for this user alone, and
        prints the fingerprint you compare here. It needs no root.
      </p>
      <p className="hint">
        If curl only shows a number such as 410, run it without <code>-f</code> and <code>| sh</code>: then it
        prints why.
      </p>
      <h3>Rather read it first</h3>
      <div>
        <CopyLine isWhole text={`curl -fsSL ${script} -o sikkerkey-bootstrap.sh`} />
        <CopyLine isWhole text="less sikkerkey-bootstrap.sh" />
        <CopyLine isWhole text="sh sikkerkey-bootstrap.sh" />
      </div>
      <p className="hint">Downloading spends nothing; running does.</p>
    </div>
  );
}

function CommandWay({ token, baseUrl }: CommandTabsProps) {
  return (
    <div className="stack close">
      <CopyLine isWhole text={`sikkerkey enroll --url ${baseUrl}`} />
      <p className="soft">It asks for the token on standard input, so that no list of processes shows it:</p>
      <CopyLine isWhole text={token} />
      <h3>Without the sikkerkey command</h3>
      <CopyLine isWhole text={`npm install -g @sikkerkey/cli --@sikkerkey:registry=${baseUrl}/npm/`} />
      <p className="hint">It needs Node 18 or later and nothing else. It comes from this server.</p>
    </div>
  );
}

function Panels({ panels }: { panels: { title: string; content: ReactNode }[] }) {
  const id = useId();
  const [current, setCurrent] = useState(0);
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = { ArrowRight: 1, ArrowLeft: -1, Home: -current, End: panels.length - 1 - current }[
      event.key
    ];
    if (step === undefined) return;
    event.preventDefault();
    const next = (current + step + panels.length) % panels.length;
    setCurrent(next);
    event.currentTarget.querySelectorAll<HTMLElement>("[role='tab']")[next]?.focus();
  };
  return (
    <div>
      <div className="tabs" role="tablist" aria-label="Where it runs" onKeyDown={move}>
        {panels.map(({ title }, index) => (
          <button
            key={title}
            type="button"
            role="tab"
            id={`${id}-tab-${index}`}
            aria-selected={index === current}
            aria-controls={`${id}-panel-${index}`}
            tabIndex={index === current ? 0 : -1}
            onClick={() => setCurrent(index)}
          >
            {title}
          </button>
        ))}
      </div>
      <div className="one-place">
        {panels.map(({ title, content }, index) => (
          <div
            key={title}
            role="tabpanel"
            id={`${id}-panel-${index}`}
            aria-labelledby={`${id}-tab-${index}`}
            className={index === current ? "" : "away"}
          >
            {content}
          </div>
        ))}
      </div>
    </div>
  );
}
