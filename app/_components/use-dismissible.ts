"use client";

import { useState } from "react";

/** An answer's complaint about a field goes once the field is edited, and comes back with the next answer. */
export function useDismissible(error: string | undefined): [shown: string | undefined, dismiss: () => void] {
  const [dismissed, setDismissed] = useState<string>();
  if (error === undefined && dismissed !== undefined) setDismissed(undefined);
  return [error === dismissed ? undefined : error, () => setDismissed(error)];
}
