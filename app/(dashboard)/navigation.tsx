"use client";

import { usePathname } from "next/navigation";
import { Icon, type IconName } from "#app/_components/icon.tsx";
import { Link } from "#app/_components/link.tsx";

const PLACES: readonly { href: string; label: string; icon: IconName }[] = [
  { href: "/", label: "Home", icon: "home" },
  { href: "/projects", label: "Projects", icon: "folder" },
  { href: "/machines", label: "Machines", icon: "machine" },
  { href: "/tokens", label: "Enrollment Tokens", icon: "token" },
  { href: "/integrations", label: "Integrations", icon: "plug" },
  { href: "/audit", label: "Audit Log", icon: "list" },
  { href: "/settings", label: "Settings", icon: "sliders" },
  { href: "/docs", label: "Documentation", icon: "file" },
];

const isWithin = (path: string, href: string) =>
  path === href || (href !== "/" && path.startsWith(`${href}/`));

export function Navigation() {
  const path = usePathname();
  return (
    <nav className="nav" aria-label="Main">
      {PLACES.map(({ href, label, icon }) => (
        <Link key={href} href={href} aria-current={isWithin(path, href) ? "page" : undefined}>
          <Icon name={icon} />
          {label}
        </Link>
      ))}
    </nav>
  );
}
