import { Icon } from "./icon.tsx";
import { Link } from "./link.tsx";

export type DocPlace = {
  /** A page of the documentation, and the section that answers. */
  page: string;
  at?: string;
};

/** The documentation of what stands here, in a tab of its own: what somebody has typed stays. */
export function DocLink({ page, at }: DocPlace) {
  return (
    <Link
      className="doc-link"
      href={`/docs/${page}${at === undefined ? "" : `#${at}`}`}
      target="_blank"
      rel="noreferrer"
    >
      <Icon name="file" small />
      <span>How it works</span>
      <span className="sr"> (documentation, in a new tab)</span>
    </Link>
  );
}
