import { ButtonLink } from "#app/_components/button.tsx";
import { EmptyState, Way } from "#app/_components/empty-state.tsx";
import { PageHead } from "#app/_components/page-head.tsx";

export function NoMachines() {
  return (
    <>
      <PageHead
        title="Machines"
        intro="Everything that holds a key of its own. Nothing has enrolled in this vault yet."
      />
      <EmptyState title="Where will the first one run?">
        <Way
          icon="token"
          title="In a pipeline"
          action={
            <ButtonLink look="primary" href="/tokens/new">
              New enrollment token
            </ButtonLink>
          }
        >
          Each step enrolls itself, reads what the token allows, and ends with the step. Nothing to clean up.
        </Way>
        <Way
          icon="list"
          title="In a shell of yours"
          action={<ButtonLink href="/tokens">Open tokens</ButtonLink>}
        >
          <code>sikkerkey enroll</code> asks for a token on standard input and makes a key there; then{" "}
          <code>sikkerkey get</code> reads.
        </Way>
        <Way
          icon="box"
          title="In a container"
          action={<ButtonLink href="/integrations/docker/new-container">Create Container</ButtonLink>}
        >
          You tick what it reads and mount one folder. Its key is downloaded once, or made in the container.
        </Way>
        <Way
          icon="machine"
          title="A server that stays"
          action={<ButtonLink href="/machines/validate">Validate machine</ButtonLink>}
        >
          You run one command on it, compare its fingerprint, approve it here, and choose its secrets. It
          stays until you delete it, or for the time you set.
        </Way>
      </EmptyState>
      <p className="soft measure mt-6">
        Whichever you choose, the machine signs each read with its own key. A copied request is worth nothing,
        and the log names the machine, not a shared token.
      </p>
    </>
  );
}
