import type { ReactNode } from "react";
import { Drawer } from "./drawer.tsx";
import { Icon } from "./icon.tsx";
import { Link } from "./link.tsx";

type FrameProps = {
  /** Where the mark leads. */
  home: string;
  /** Beside the mark, in the sidebar and in the bar of a narrow screen. */
  brand: { readonly side: ReactNode; readonly bar: ReactNode };
  /** What the sidebar is called, and the button that opens it where it is folded away. */
  side: { readonly label: string; readonly open: string; readonly className: string };
  /** Between the mark and the navigation. */
  above?: ReactNode;
  navigation: ReactNode;
  foot: ReactNode;
  children: ReactNode;
};

/** The frame around every page: a sidebar, which is a drawer on a narrow screen, and the page beside it. */
export function Frame({ home, brand, side, above, navigation, foot, children }: FrameProps) {
  return (
    <>
      <a className="skip" href="#main">
        Skip to content
      </a>
      <div className="app">
        <aside className={side.className} aria-label={side.label}>
          <Link className="brand" href={home}>
            <span className="mark" />
            {brand.side}
          </Link>
          {above}
          {navigation}
          {foot}
        </aside>
        <header className="topbar">
          <Link className="brand" href={home}>
            <span className="mark" />
            {brand.bar}
          </Link>
          <button
            type="button"
            className="btn icon quiet"
            popoverTarget="drawer"
            aria-label={side.open}
            aria-haspopup="true"
          >
            <Icon name="menu" />
          </button>
        </header>
        <Drawer id="drawer">
          {navigation}
          {foot}
        </Drawer>
        <main id="main" className="page" tabIndex={-1}>
          {children}
        </main>
      </div>
    </>
  );
}
