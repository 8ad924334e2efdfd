import { Fragment } from "react";
import type { SecretDetailView } from "#lib/contract/secrets.ts";

/** The note, then the names under which it arrives. */
export function SecretIntro({ secret }: { secret: SecretDetailView }) {
  return (
    <>
      {secret.note === "" ? null : <span className="lines">{secret.note}</span>}
      <span className="block">
        Arrives as{" "}
        {secret.variables.map((variable, index) => (
          <Fragment key={variable}>
            {index === 0 ? "" : ", "}
            <code>{variable}</code>
          </Fragment>
        ))}
        .
      </span>
    </>
  );
}
