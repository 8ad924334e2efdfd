"use client";

import { type ComponentProps, type ReactNode, useId, useState } from "react";
import { Icon } from "./icon.tsx";

type FrameProps = {
  label: ReactNode;
  /** Below the field; an error takes its place and says the remedy. */
  hint?: ReactNode;
  error?: string | undefined;
  isOptional?: boolean;
};

type Wires = { id: string; "aria-invalid": true | undefined; "aria-describedby": string | undefined };

type FieldProps = FrameProps & { beside?: ReactNode; children: (wires: Wires) => ReactNode };

/** Label above, hint below. The child gets the attributes that tie the three together. */
export function Field({ label, hint, error, isOptional = false, beside, children }: FieldProps) {
  const id = useId();
  const help = error ?? hint;
  const wires: Wires = {
    id,
    "aria-invalid": error === undefined ? undefined : true,
    "aria-describedby": help === undefined ? undefined : `${id}-help`,
  };
  return (
    <div className="field">
      <div className="label-row">
        <label htmlFor={id}>
          {label}
          {isOptional ? <span className="opt"> optional</span> : null}
        </label>
        {beside}
      </div>
      {children(wires)}
      {error === undefined ? (
        help === undefined ? null : (
          <span className="hint" id={`${id}-help`}>
            {help}
          </span>
        )
      ) : (
        <span className="hint err" id={`${id}-help`}>
          <Icon name="alert" small />
          {error}
        </span>
      )}
    </div>
  );
}

type Look = { isMono?: boolean; isLarge?: boolean };
const look = ({ isMono, isLarge }: Look) => `input${isMono ? " mono" : ""}${isLarge ? " lg" : ""}`;

export function TextField(props: FrameProps & Look & ComponentProps<"input">) {
  const { label, hint, error, isOptional, isMono, isLarge, ...input } = props;
  return (
    <Field {...{ label, hint, isOptional: isOptional ?? false }} error={error}>
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
  const { label, hint, error, isOptional, isMono, isLarge: _, ...area } = props;
  return (
    <Field {...{ label, hint, isOptional: isOptional ?? false }} error={error}>
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
  const { label, hint, error, isOptional: _, isMono: __, isLarge, ...input } = props;
  const [isShown, setIsShown] = useState(false);
  const toggle = (
    <button type="button" className="link small" aria-pressed={isShown} onClick={() => setIsShown(!isShown)}>
      {isShown ? "Hide" : "Show"}
      <span className="sr"> what is typed</span>
    </button>
  );
  return (
    <Field {...{ label, hint }} error={error} beside={toggle}>
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
  const { label, hint, error, isOptional, children, ...select } = props;
  return (
    <Field {...{ label, hint, isOptional: isOptional ?? false }} error={error}>
      {(wires) => (
        <select {...select} {...wires} className="input">
          {children}
        </select>
      )}
    </Field>
  );
}
