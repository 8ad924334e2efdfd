"use client";

import { useState } from "react";
import { signOut } from "#app/_auth/sign-out.ts";
import { Icon } from "#app/_components/icon.tsx";

export function SignOutButton() {
  const [isBusy, setIsBusy] = useState(false);
  const leave = async () => {
    setIsBusy(true);
    await signOut();
    // A full load: nothing of the vault stays in this page's memory.
    location.assign("/sign-in");
  };
  return (
    <button
      type="button"
      className="btn icon quiet"
      aria-label="Sign out"
      aria-busy={isBusy || undefined}
      onClick={isBusy ? undefined : leave}
    >
      <Icon name="leave" />
    </button>
  );
}
