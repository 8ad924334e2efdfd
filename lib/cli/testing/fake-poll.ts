import type { FakeAnswer, FakeState } from "./fake-state.ts";

/** The changes among the secrets that are watched. */
export function answerPoll({ changes }: FakeState, body: Buffer): FakeAnswer {
  const { watch } = JSON.parse(body.toString("utf8")) as { watch: string[] };
  const reported = watch.flatMap((id) => {
    const status = changes.get(id);
    return status === undefined ? [] : [[id, { status }] as const];
  });
  return { status: 200, body: { changes: Object.fromEntries(reported) } };
}
