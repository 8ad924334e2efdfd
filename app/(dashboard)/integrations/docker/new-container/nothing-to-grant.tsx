import { ButtonLink } from "#app/_components/button.tsx";

export function NothingToGrant({ back }: { back: string }) {
  return (
    <>
      <div className="dialog-body">
        <p className="soft">
          A container reads the secrets you tick, and there is none in this vault yet. Store one first.
        </p>
      </div>
      <div className="dialog-foot end">
        <ButtonLink href={back} scroll={false}>
          Close
        </ButtonLink>
        <ButtonLink look="primary" href="/projects">
          Open projects
        </ButtonLink>
      </div>
    </>
  );
}
