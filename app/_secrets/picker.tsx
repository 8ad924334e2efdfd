import type { ReactNode } from "react";
import { Icon } from "#app/_components/icon.tsx";

type PickerProps = {
  legend: ReactNode;
  error: string | undefined;
  /** Of the error's text, for the field that it explains. */
  helpId: string;
  children: ReactNode;
};

/** Things to tick, as one field of a form: its legend and, where it is not right, why. */
export function Picker({ legend, error, helpId, children }: PickerProps) {
  return (
    <fieldset
      className="picker"
      data-invalid={error === undefined ? undefined : true}
      aria-describedby={error === undefined ? undefined : helpId}
    >
      {legend}
      {children}
      {error === undefined ? null : (
        <p className="hint err" id={helpId}>
          <Icon name="alert" small />
          {error}
        </p>
      )}
    </fieldset>
  );
}
