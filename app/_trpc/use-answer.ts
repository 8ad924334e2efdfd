"use client";

import { useEffect, useState } from "react";
import { type ActionError, actionError } from "./action-error.ts";

/** Asks once, when what needs the answer appears; a null answer without an error is still on its way. */
export function useAnswer<Input, Output>(ask: (input: Input) => Promise<Output>, input: Input) {
  const [answer, setAnswer] = useState<Output | null>(null);
  const [error, setError] = useState<ActionError | null>(null);
  const [first] = useState({ ask, input });
  useEffect(() => {
    let isGone = false;
    first.ask(first.input).then(
      (output) => isGone || setAnswer(output),
      (cause) => isGone || setError(actionError(cause)),
    );
    return () => {
      isGone = true;
    };
  }, [first]);
  return { answer, error };
}
