import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon.tsx";

/** What this is, the choices, the next button. No drawings. */
export function EmptyState({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="empty" aria-labelledby="empty-title">
      <h2 id="empty-title">{title}</h2>
      <ul className="ways">{children}</ul>
    </section>
  );
}

type WayProps = { icon: IconName; title: string; children: ReactNode; action?: ReactNode };

export function Way({ icon, title, children, action }: WayProps) {
  return (
    <li>
      <span className="glyph">
        <Icon name={icon} />
      </span>
      <div>
        <h3>{title}</h3>
        <p>{children}</p>
      </div>
      {action}
    </li>
  );
}
