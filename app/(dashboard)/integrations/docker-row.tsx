import { ButtonLink } from "#app/_components/button.tsx";
import { DOCKER } from "#lib/integrations/all.ts";

/** Docker needs no pasted token: its row opens and leads to the container that is made here. */
export function DockerRow() {
  return (
    <details className="folded">
      <summary>{DOCKER.summary}</summary>
      <p>
        Name the container and the secrets it may read. The server makes its key, hands the identity out once
        as a ZIP, and you mount it. No token is stored anywhere.
      </p>
      <ButtonLink small look="primary" href="/integrations/docker/new-container" scroll={false}>
        Create Container
      </ButtonLink>
    </details>
  );
}
