"use client";

import { useEffect, useState } from "react";
import { Button, Swap } from "./button.tsx";
import { Icon } from "./icon.tsx";

type Phase = "idle" | "copied" | "failed";

/** Writes text to the clipboard; the phase returns to idle after two seconds. */
export function useCopy(text: string): [Phase, () => void] {
  const [phase, setPhase] = useState<Phase>("idle");
  useEffect(() => {
    if (phase === "idle") return;
    const timer = setTimeout(() => setPhase("idle"), 2000);
    return () => clearTimeout(timer);
  }, [phase]);
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => setPhase("copied"),
      () => setPhase("failed"),
    );
  };
  return [phase, copy];
}

type CopyButtonProps = { text: string; what: string; look?: "quiet" | "primary" | "plain"; small?: boolean };

/** `what` names the thing for those who do not see where the button stands: "Copy sikkerkey-init.sh". */
export function CopyButton({ text, what, look = "quiet", small = true }: CopyButtonProps) {
  const [phase, copy] = useCopy(text);
  return (
    <Button look={look} small={small} onClick={copy} aria-label={`Copy ${what}`}>
      <Swap
        isOther={phase !== "idle"}
        one={
          <>
            <Icon name="copy" small />
            <span className="copy-word">Copy</span>
          </>
        }
        other={
          <>
            <Icon name={phase === "failed" ? "x" : "check"} small />
            <span className="copy-word">{phase === "failed" ? "Failed" : "Copied"}</span>
          </>
        }
      />
      <span className="sr" role="status">
        {phase === "copied" ? "Copied" : phase === "failed" ? "The browser blocked copying" : ""}
      </span>
    </Button>
  );
}
