import type { ReactNode } from "react";
import { ButtonLink } from "#app/_components/button.tsx";
import { Frame } from "#app/_components/frame.tsx";
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
  const brand = (
    <>
      SikkerKey <span className="faint">Docs</span>
    </>
  );
  return (
    <Frame
      home="/docs"
      brand={{ side: brand, bar: brand }}
      side={{ label: "Contents", open: "Open contents", className: "side doc-side" }}
      navigation={<DocNavigation shelves={SHELVES} />}
      foot={foot}
    >
      {children}
    </Frame>
  );
}
