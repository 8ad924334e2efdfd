"use client";

import { useRouter } from "next/navigation";
import { useCallback, useState, useTransition } from "react";
import { type ActionError, actionError } from "./action-error.ts";

/**
 * Runs one mutation for a form or a button. `run` resolves to the answer, or to null after a failure, which is then in
 * `error`; afterwards the page is read again from the server. Someone whose session ended stays here with what they typed.
 */
export function useAction<Input extends unknown[], Output>(mutate: (...input: Input) => Promise<Output>) {
  const router = useRouter();
  const [isRunning, setIsRunning] = useState(false);
  const [isRefreshing, startRefresh] = useTransition();
  const [error, setError] = useState<ActionError | null>(null);

  const run = useCallback(
    async (...input: Input): Promise<Output | null> => {
      setIsRunning(true);
      setError(null);
      try {
        const output = await mutate(...input);
        startRefresh(() => router.refresh());
        return output;
      } catch (cause) {
        setError(actionError(cause));
        return null;
      } finally {
        setIsRunning(false);
      }
    },
    [mutate, router],
  );

  const clearError = useCallback(() => setError(null), []);
  return { run, isPending: isRunning || isRefreshing, error, clearError };
}
