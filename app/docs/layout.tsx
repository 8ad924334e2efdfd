import type { ReactNode } from "react";
import { ButtonLink } from "#app/_components/button.tsx";
import { Drawer } from "#app/_components/drawer.tsx";
import { Icon } from "#app/_components/icon.tsx";
import { Link } from "#app/_components/link.tsx";
import { ThemeSwitch } from "#app/_components/theme-switch.tsx";
import { DocNavigation } from "#app/_docs/doc-navigation.tsx";
import { SHELVES } from "#app/_docs/shelves.ts";
import { isSignedIn } from "#app/_trpc/caller.ts";

/** The frame around the documentation. Nobody needs to sign in for it; whoever has sees the way back to the vault. */
export default async function DocsLayout({ children }: { children: ReactNode }) {
  const foot = (
    <div className="side-foot">
      {(await isSignedIn()) ? (
        <ButtonLink href="/" small>
          Open the vault
        </ButtonLink>
      ) : (
        <ButtonLink href="/sign-in" small>
          Sign in
        </ButtonLink>
      )}
      <ThemeSwitch />
    </div>
  );
  return (
    <>
      <a className="skip" href="#main">
        Skip to content
      </a>
      <div className="app">
        <aside className="side doc-side" aria-label="Contents">
          <Link className="brand" href="/docs">
            <span className="mark" />
            SikkerKey <span className="faint">Docs</span>
          </Link>
          <DocNavigation shelves={SHELVES} />
          {foot}
        </aside>
        <header className="topbar">
          <Link className="brand" href="/docs">
            <span className="mark" />
            SikkerKey <span className="faint">Docs</span>
          </Link>
          <button
            type="button"
            className="btn icon quiet"
            popoverTarget="drawer"
            aria-label="Open contents"
            aria-haspopup="true"
          >
            <Icon name="menu" />
          </button>
        </header>
        <Drawer id="drawer">
          <DocNavigation shelves={SHELVES} />
          {foot}
        </Drawer>
        <main id="main" className="page" tabIndex={-1}>
          {children}
        </main>
      </div>
    </>
  );
}
