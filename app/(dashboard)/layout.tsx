import type { ReactNode } from "react";
import { Drawer } from "#app/_components/drawer.tsx";
import { Icon } from "#app/_components/icon.tsx";
import { Link } from "#app/_components/link.tsx";
import { ThemeSwitch } from "#app/_components/theme-switch.tsx";
import { Toaster } from "#app/_components/toaster.tsx";
import { caller } from "#app/_trpc/caller.ts";
import { Navigation } from "./navigation.tsx";
import { SignOutButton } from "./sign-out-button.tsx";

/** The frame around every page of the vault. It shows; each page's own procedure decides who may see. */
export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const me = await (await caller()).account.me();
  const person = (
    <div className="side-foot">
      <div>
        <b>{me.name}</b>
        <span className="meta">Owner</span>
      </div>
      <span className="side-buttons">
        <ThemeSwitch />
        <SignOutButton />
      </span>
    </div>
  );
  return (
    <>
      <a className="skip" href="#main">
        Skip to content
      </a>
      <div className="app">
        <aside className="side" aria-label="Vault">
          <Link className="brand" href="/">
            <span className="mark" />
            SikkerKey
          </Link>
          <Link className="vault" href="/settings">
            <span>
              <b>{me.vault.name}</b>
              <span className="meta">{me.vault.id}</span>
            </span>
          </Link>
          <Navigation />
          {person}
        </aside>
        <header className="topbar">
          <Link className="brand" href="/">
            <span className="mark" />
            {me.vault.name}
          </Link>
          <button
            type="button"
            className="btn icon quiet"
            popoverTarget="drawer"
            aria-label="Open navigation"
            aria-haspopup="true"
          >
            <Icon name="menu" />
          </button>
        </header>
        <Drawer id="drawer">
          <Navigation />
          {person}
        </Drawer>
        <main id="main" className="page" tabIndex={-1}>
          {children}
        </main>
      </div>
      <Toaster />
    </>
  );
}
