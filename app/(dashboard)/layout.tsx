import type { ReactNode } from "react";
import { Frame } from "#app/_components/frame.tsx";
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
      <Frame
        home="/"
        brand={{ side: "SikkerKey", bar: me.vault.name }}
        side={{ label: "Vault", open: "Open navigation", className: "side" }}
        above={
          <Link className="vault" href="/settings">
            <span>
              <b>{me.vault.name}</b>
              <span className="meta">{me.vault.id}</span>
            </span>
          </Link>
        }
        navigation={<Navigation />}
        foot={person}
      >
        {children}
      </Frame>
      <Toaster />
    </>
  );
}
