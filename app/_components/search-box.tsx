"use client";

import { useRouter } from "next/navigation";
import { useEffect, useId, useRef } from "react";
import { addressOf } from "./address.ts";
import { Icon } from "./icon.tsx";

type SearchBoxProps = {
  label: string;
  path: string;
  value: string;
  /** Other filters of the page, kept. */
  keep?: Record<string, string | undefined>;
};

/** Puts what is typed into the address. `/` finds it from anywhere on the page. */
export function SearchBox({ label, path, value, keep = {} }: SearchBoxProps) {
  const router = useRouter();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    const find = (event: KeyboardEvent) => {
      const isTyping =
        event.target instanceof Element && event.target.closest("input, textarea, select, dialog");
      if (event.key !== "/" || isTyping || event.metaKey || event.ctrlKey) return;
      event.preventDefault();
      input.current?.focus();
    };
    document.addEventListener("keydown", find);
    return () => {
      document.removeEventListener("keydown", find);
      clearTimeout(timer.current);
    };
  }, []);
  const search = (text: string) => router.replace(addressOf(path, { ...keep, q: text }), { scroll: false });
  return (
    <search className="search">
      <form
        action={path}
        onSubmit={(event) => {
          event.preventDefault();
          clearTimeout(timer.current);
          search(input.current?.value ?? "");
        }}
      >
        <label className="sr" htmlFor={id}>
          {label}
        </label>
        <div className="input">
          <Icon name="search" />
          <input
            ref={input}
            id={id}
            name="q"
            defaultValue={value}
            placeholder={label}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => {
              const text = event.target.value;
              clearTimeout(timer.current);
              timer.current = setTimeout(() => search(text), 250);
            }}
          />
          <kbd className="m-hide">/</kbd>
        </div>
      </form>
    </search>
  );
}
