import type { ComponentProps, ReactNode } from "react";
import { Link } from "./link.tsx";

export type ButtonLook = "plain" | "primary" | "quiet" | "danger" | "danger fill";

type Look = { look?: ButtonLook | undefined; small?: boolean | undefined; className?: string | undefined };

function buttonClass({ look = "plain", small = false, className = "" }: Look): string {
  return ["btn", look === "plain" ? "" : look, small ? "sm" : "", className].filter(Boolean).join(" ");
}

type ButtonProps = ComponentProps<"button"> &
  Look & {
    /** Set while the action runs. The button keeps its width and its focus, and ignores clicks. */
    isBusy?: boolean | undefined;
    /** What it is doing, such as "Creating…". */
    busyLabel?: string | undefined;
  };

export function Button({
  look,
  small,
  className,
  isBusy = false,
  busyLabel,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={buttonClass({ look, small, className })}
      aria-busy={isBusy || undefined}
      onClick={isBusy ? (event) => event.preventDefault() : rest.onClick}
    >
      {busyLabel === undefined ? children : <Swap isOther={isBusy} one={children} other={busyLabel} />}
    </button>
  );
}

/** Two labels in one place: whichever shows, the width is that of the wider one. */
export function Swap({ isOther, one, other }: { isOther: boolean; one: ReactNode; other: ReactNode }) {
  return (
    <span className="swap">
      <span className={isOther ? "ghost" : ""}>{one}</span>
      <span className={isOther ? "" : "ghost"}>{other}</span>
    </span>
  );
}

export function ButtonLink({ look, small, className, ...rest }: ComponentProps<typeof Link> & Look) {
  return <Link {...rest} className={buttonClass({ look, small, className })} />;
}
