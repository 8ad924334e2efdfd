"use client";

import { ERRORS } from "#lib/errors.ts";
import { Button } from "./button.tsx";
import { Failure } from "./failure.tsx";
import { parseDigest } from "./parse-digest.ts";

/** For `error.tsx`: the cause stays in the log, the page has its code and reference. */
export function PageError({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  const { code, reference } = parseDigest(error.digest);
  return (
    <Failure
      code={code}
      title="This page could not be shown"
      reference={reference}
      actions={
        <>
          <Button look="primary" onClick={retry}>
            Try again
          </Button>
          <a className="btn quiet" href="/">
            Home
          </a>
        </>
      }
    >
      {ERRORS[code].message} Nothing was changed. If it stays, look for the reference in the server’s log.
    </Failure>
  );
}
