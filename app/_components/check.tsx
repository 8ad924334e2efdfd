"use client";

import { type ReactNode, useEffect, useRef } from "react";

type CheckProps = {
  isChecked: boolean;
  /** Some of what it stands for is chosen. */
  isPartial?: boolean;
  onChange: (isChecked: boolean) => void;
  children: ReactNode;
};

export function Check({ isChecked, isPartial = false, onChange, children }: CheckProps) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = isPartial && !isChecked;
  }, [isPartial, isChecked]);
  return (
    <label className="check">
      <input
        ref={box}
        type="checkbox"
        checked={isChecked}
        onChange={(event) => onChange(event.target.checked)}
      />
      {children}
    </label>
  );
}
