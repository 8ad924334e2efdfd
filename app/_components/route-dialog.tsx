"use client";

import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { Dialog } from "./dialog.tsx";

type RouteDialogProps = { title: string; intro: string; back: string; children: ReactNode };

/** A dialog with an address of its own: closing it goes back to the page it stands on. */
export function RouteDialog({ title, intro, back, children }: RouteDialogProps) {
  const router = useRouter();
  return (
    <Dialog title={title} intro={intro} size="wide" onClose={() => router.push(back, { scroll: false })}>
      {children}
    </Dialog>
  );
}
