"use client";

import { usePathname } from "next/navigation";
import { Link } from "#app/_components/link.tsx";

export type DocShelf = {
  readonly group: string;
  readonly pages: readonly { readonly href: string; readonly title: string }[];
};

/** Every page under its group; the shelves come from the server, so that the browser carries no table of pages. */
export function DocNavigation({ shelves }: { shelves: readonly DocShelf[] }) {
  const path = usePathname();
  return (
    <nav className="nav doc-nav" aria-label="Documentation">
      {shelves.map(({ group, pages }) => (
        <div key={group}>
          <p>{group}</p>
          {pages.map(({ href, title }) => (
            <Link key={href} href={href} aria-current={path === href ? "page" : undefined}>
              {title}
            </Link>
          ))}
        </div>
      ))}
    </nav>
  );
}
