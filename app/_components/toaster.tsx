"use client";

import { useEffect, useSyncExternalStore } from "react";
import { Icon } from "./icon.tsx";
import { Link } from "./link.tsx";

type Toast = { text: string; link?: { label: string; href: string } };

// One at a time, for the whole page: a store of its own, because the page that confirms is often not the one that acted.
let current: Toast | null = null;
const listeners = new Set<() => void>();

/** Confirms what is already visible; never an error. */
export function showToast(toast: Toast | null): void {
  current = toast;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function Toaster() {
  const toast = useSyncExternalStore(
    subscribe,
    () => current,
    () => null,
  );
  useEffect(() => {
    if (toast === null) return;
    const timer = setTimeout(() => showToast(null), 4000);
    return () => clearTimeout(timer);
  }, [toast]);
  return (
    <div className="toaster" role="status">
      {toast === null ? null : (
        <span className="toast">
          <Icon name="check" />
          {toast.text}
          {toast.link ? <Link href={toast.link.href}>{toast.link.label}</Link> : null}
        </span>
      )}
    </div>
  );
}
