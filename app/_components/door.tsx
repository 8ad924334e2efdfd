import type { ReactNode } from "react";
import { Link } from "./link.tsx";

/** The pages in front of the vault: sign-in and set-up. */
export function Door({ isWide = false, children }: { isWide?: boolean; children: ReactNode }) {
  return (
    <div className="door">
      <main id="main" className={isWide ? "door-in two" : "door-in"}>
        {children}
      </main>
      <footer className="door-foot">
        <span>SikkerKey</span>
        <span>Secrets for pipelines and containers</span>
        <Link href="/docs">Documentation</Link>
      </footer>
    </div>
  );
}
