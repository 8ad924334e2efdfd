"use client";

import { useRouter } from "next/navigation";
import { useMemo, useState } from "react";
import { Button, ButtonLink } from "#app/_components/button.tsx";
import { TextAreaField } from "#app/_components/field.tsx";
import { Form } from "#app/_components/form.tsx";
import { showToast } from "#app/_components/toaster.tsx";
import { counted } from "#app/_format/amount.ts";
import { trpc } from "#app/_trpc/client.ts";
import { useAction } from "#app/_trpc/use-action.ts";
import { parseDotenv } from "#lib/dotenv/parse-dotenv.ts";
import { PasteReview } from "./paste-review.tsx";

export function PasteForm({ projectId }: { projectId: string }) {
  const router = useRouter();
  const [text, setText] = useState("");
  const reading = useMemo(() => parseDotenv(text), [text]);
  const { run, isPending, error } = useAction(trpc.secrets.import.mutate);
  const save = async () => {
    if (isPending || reading.secrets.length === 0) return;
    const saved = await run({ projectId, secrets: [...reading.secrets] });
    if (saved === null) return;
    router.push(`/projects/${projectId}`);
    showToast({ text: `${counted(saved.count, "secret")} stored` });
  };
  return (
    <Form className="sections" error={error && named(error, reading.secrets)} onSubmit={save}>
      <div className="halves">
        <TextAreaField
          label="Contents of the file"
          isMono
          rows={18}
          autoFocus
          autoCapitalize="none"
          value={text}
          onChange={(event) => setText(event.target.value)}
          hint="NAME=value, one a line; quoted values may span lines. $ is never expanded."
        />
        <PasteReview reading={reading} />
      </div>
      <div className="bar-foot mt-6">
        <Button
          type="submit"
          look="primary"
          disabled={reading.secrets.length === 0}
          isBusy={isPending}
          busyLabel="Saving…"
        >
          {reading.secrets.length === 0
            ? "Save secrets"
            : `Save ${counted(reading.secrets.length, "secret")}`}
        </Button>
        <ButtonLink look="quiet" href={`/projects/${projectId}`}>
          Cancel
        </ButtonLink>
      </div>
    </Form>
  );
}

type Failure = { message: string; issues: readonly { path: string; message: string }[] };

/** The server counts entries; a person knows their names. */
function named({ message, issues }: Failure, secrets: readonly { name: string }[]): Failure {
  return {
    message,
    issues: issues.map(({ path, message: text }) => {
      const name = secrets[Number(/^secrets\.(\d+)/.exec(path)?.[1] ?? -1)]?.name;
      return { path, message: name === undefined ? text : `${name}: ${text}` };
    }),
  };
}
