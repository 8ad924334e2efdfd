"use client";

import { useEffect, useState } from "react";

export type LinkSecret = "unread" | "missing" | { text: string };

/** The link's secret, taken out of the address bar at once: a fragment is never sent, and now it is not in the history. */
export function useLinkSecret(): LinkSecret {
  const [secret, setSecret] = useState<LinkSecret>("unread");
  useEffect(() => {
    const text = location.hash.slice(1);
    if (text !== "") history.replaceState(history.state, "", location.pathname);
    // Development runs effects twice; the second look finds an address that is already clean.
    setSecret((known) => (text === "" ? (known === "unread" ? "missing" : known) : { text }));
  }, []);
  return secret;
}
