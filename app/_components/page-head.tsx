import { Fragment, type ReactNode } from "react";
import { DocLink, type DocPlace } from "./doc-link.tsx";
import { Icon } from "./icon.tsx";
import { Link } from "./link.tsx";

type Crumb = { label: string; href: string };

type CrumbsProps = { trail: Crumb[]; here: string; docs?: DocPlace };

/** Where we are below the first level; the last one is the page itself. `docs` is what explains it. */
export function Crumbs({ trail, here, docs }: CrumbsProps) {
  return (
    <nav className="crumbs" aria-label="Breadcrumb">
      {trail.map(({ label, href }) => (
        <Fragment key={href}>
          <Link href={href}>{label}</Link>
          <Icon name="right" small />
        </Fragment>
      ))}
      <span aria-current="page">{here}</span>
      {docs === undefined ? null : <DocLink {...docs} />}
    </nav>
  );
}

type PageHeadProps = {
  title: string;
  /** Names of secrets and machines are code. */
  isMono?: boolean;
  /** Stands beside the title: a state, an id. */
  beside?: ReactNode;
  intro?: ReactNode;
  actions?: ReactNode;
  tight?: boolean;
};

export function PageHead({ title, isMono = false, beside, intro, actions, tight = false }: PageHeadProps) {
  return (
    <div className={tight ? "head tight" : "head"}>
      <div className="head-words">
        <div className="title">
          <h1 className={isMono ? "mono" : ""}>{title}</h1>
          {beside}
        </div>
        {intro === undefined ? null : <p>{intro}</p>}
      </div>
      {actions === undefined ? null : <div className="actions">{actions}</div>}
    </div>
  );
}

export function SectionHead({ id, title, children }: { id?: string; title: string; children?: ReactNode }) {
  return (
    <div className="section-head">
      <h2 id={id}>{title}</h2>
      {children}
    </div>
  );
}
