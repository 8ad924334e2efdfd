import { ButtonLink } from "#app/_components/button.tsx";
import { EmptyState, Way } from "#app/_components/empty-state.tsx";
import { Link } from "#app/_components/link.tsx";

export function NoSecrets({ projectId }: { projectId: string }) {
  const base = `/projects/${projectId}/secrets`;
  return (
    <EmptyState title="What does this service need to know?">
      <Way icon="lock" title="One value" action={<ButtonLink href={`${base}/new`}>New secret</ButtonLink>}>
        A password, a token, a whole PEM file: kept exactly, to the last newline. It arrives as one variable.
      </Way>
      <Way
        icon="list"
        title="Values that belong together"
        action={<ButtonLink href={`${base}/new?kind=structured`}>New structured secret</ButtonLink>}
      >
        Named fields under one name, changed together. Each arrives as a variable of its own, such as{" "}
        <code>STRIPE_SECRET_KEY</code>.
      </Way>
      <Way
        icon="file"
        title="A .env file you have"
        action={<ButtonLink href={`${base}/paste`}>Paste .env</ButtonLink>}
      >
        Paste it, see what was understood line by line, and save it as many secrets at once.
      </Way>
    </EmptyState>
  );
}

export function NoMatches({ search, path }: { search: string; path: string }) {
  return (
    <section className="nothing">
      <h2>No secret matches “{search}”</h2>
      <p className="soft">Names and notes were searched, values never are.</p>
      <p>
        <Link href={path}>Clear the search</Link>
      </p>
    </section>
  );
}
