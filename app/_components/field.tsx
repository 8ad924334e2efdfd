"use client";

import { type ComponentProps, type ReactNode, useId, useState } from "react";
import { Icon } from "./icon.tsx";
import { useDismissible } from "./use-dismissible.ts";

type FrameProps = {
  label: ReactNode;
  /** Below the field; an error takes its place and says the remedy. */
  hint?: ReactNode;
  error?: string | undefined;
  /** The same, of what is typed right now; it stays as long as it is true. */
  problem?: string | undefined;
  isOptional?: boolean;
};

type Wires = { id: string; "aria-invalid": true | undefined; "aria-describedby": string | undefined };

type FieldProps = FrameProps & { beside?: ReactNode; children: (wires: Wires) => ReactNode };

/** Label above, hint below. The child gets the attributes that tie the three together. */
export function Field({ label, hint, error, problem, isOptional = false, beside, children }: FieldProps) {
  const id = useId();
  const [answered, dismiss] = useDismissible(error);
  const wrong = answered ?? problem;
  const help = wrong ?? hint;
  const wires: Wires = {
    id,
    "aria-invalid": wrong === undefined ? undefined : true,
    "aria-describedby": help === undefined ? undefined : `${id}-help`,
  };
  return (
    <div className="field" onInput={dismiss}>
      <div className="label-row">
        <label htmlFor={id}>
          {label}
          {isOptional ? <span className="opt"> optional</span> : null}
        </label>
        {beside}
      </div>
      {children(wires)}
      {wrong === undefined ? (
        help === undefined ? null : (
          <span className="hint" id={`${id}-help`}>
            {help}
          </span>
        )
      ) : (
        <span className="hint err" id={`${id}-help`}>
          <Icon name="alert" small />
          {wrong}
        </span>
      )}
    </div>
  );
}

type Look = { isMono?: boolean; isLarge?: boolean };
const look = ({ isMono, isLarge }: Look) => `input${isMono ? " mono" : ""}${isLarge ? " lg" : ""}`;

export function TextField(props: FrameProps & Look & ComponentProps<"input">) {
  const { label, hint, error, problem, isOptional, isMono, isLarge, ...input } = props;
  return (
    <Field {...{ label, hint, isOptional: isOptional ?? false }} error={error} problem={problem}>
      {(wires) => (
        <input
          autoComplete="off"
          spellCheck={false}
          {...input}
          {...wires}
          className={look({ isMono: isMono ?? false, isLarge: isLarge ?? false })}
        />
      )}
    </Field>
  );
}

export function TextAreaField(props: FrameProps & Look & ComponentProps<"textarea">) {
  const { label, hint, error, problem, isOptional, isMono, isLarge: _, ...area } = props;
  return (
    <Field {...{ label, hint, isOptional: isOptional ?? false }} error={error} problem={problem}>
      {(wires) => (
        <textarea
          autoComplete="off"
          spellCheck={false}
          rows={4}
          {...area}
          {...wires}
          className={`${look({ isMono: isMono ?? false })} area`}
        />
      )}
    </Field>
  );
}

export function PasswordField(props: FrameProps & Look & ComponentProps<"input">) {
  const { label, hint, error, problem, isOptional: _, isMono: __, isLarge, ...input } = props;
  const [isShown, setIsShown] = useState(false);
  const toggle = (
    <button type="button" className="link small" aria-pressed={isShown} onClick={() => setIsShown(!isShown)}>
      {isShown ? "Hide" : "Show"}
      <span className="sr"> what is typed</span>
    </button>
  );
  return (
    <Field {...{ label, hint }} error={error} problem={problem} beside={toggle}>
      {(wires) => (
        <input
          spellCheck={false}
          autoCapitalize="none"
          {...input}
          {...wires}
          type={isShown ? "text" : "password"}
          className={look({ isLarge: isLarge ?? false })}
        />
      )}
    </Field>
  );
}

export function SelectField(props: FrameProps & ComponentProps<"select">) {
  const { label, hint, error, problem, isOptional, children, ...select } = props;
  return (
    <Field {...{ label, hint, isOptional: isOptional ?? false }} error={error} problem={problem}>
      {(wires) => (
        <select {...select} {...wires} className="input">
          {children}
        </select>
      )}
    </Field>
  );
}
