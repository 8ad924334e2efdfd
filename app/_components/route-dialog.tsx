"use client";

import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { Dialog, type DialogSize } from "./dialog.tsx";
import type { DocPlace } from "./doc-link.tsx";

type RouteDialogProps = {
  title: string;
  intro: ReactNode;
  back: string;
  size?: DialogSize;
  docs?: DocPlace;
  mayClose?: () => boolean;
  children: ReactNode;
};

/** A dialog with an address of its own: closing it goes back to the page it stands on. */
export function RouteDialog({ back, size = "wide", children, ...dialog }: RouteDialogProps) {
  const router = useRouter();
  return (
    <Dialog {...dialog} size={size} onClose={() => router.push(back, { scroll: false })}>
      {children}
    </Dialog>
  );
}
