"use client";

import { usePathname } from "next/navigation";
import { type ReactNode, useEffect, useRef } from "react";

/** The sidebar of narrow screens: a popover, so Esc and a tap outside close it without a line of ours. */
export function Drawer({ id, children }: { id: string; children: ReactNode }) {
  const drawer = useRef<HTMLDivElement>(null);
  const path = usePathname();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new address is what closes it
  useEffect(() => {
    if (drawer.current?.matches(":popover-open")) drawer.current.hidePopover();
  }, [path]);
  return (
    <div ref={drawer} id={id} popover="auto" className="drawer">
      {children}
    </div>
  );
}
