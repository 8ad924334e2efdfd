"use client";

import { type ReactNode, useState } from "react";
import { Button } from "./button.tsx";
import { TextField } from "./field.tsx";
import { Form, type FormError, issueAt } from "./form.tsx";

type ConfirmFormProps = {
  error: FormError | null;
  isBusy: boolean;
  /** What the safe button keeps: "Keep project". */
  keep: string;
  act: string;
  busyLabel: string;
  /** Has to be typed before the red button works. */
  typedName?: string;
  close: () => void;
  onConfirm: (form: FormData) => void;
  /** What falls, counted and named; then whatever else decides it. */
  children: ReactNode;
};

/** The inside of a dialog that destroys: counts and names first, typed name second, red button last. */
export function ConfirmForm(props: ConfirmFormProps) {
  const { error, isBusy, keep, act, busyLabel, typedName, close, onConfirm, children } = props;
  const [typed, setTyped] = useState("");
  const isReady = typedName === undefined || typed === typedName;
  return (
    <Form
      className="dialog-form"
      error={error}
      shown={typedName === undefined ? [] : ["confirmName"]}
      onSubmit={(form) => {
        if (isReady && !isBusy) onConfirm(form);
      }}
    >
      <div className="dialog-body">
        {children}
        {typedName === undefined ? null : (
          <TextField
            label={
              <>
                Type <code>{typedName}</code> to confirm
              </>
            }
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            error={issueAt(error, "confirmName")}
          />
        )}
      </div>
      <div className="dialog-foot end">
        <Button onClick={close}>{keep}</Button>
        <Button type="submit" look="danger fill" disabled={!isReady} isBusy={isBusy} busyLabel={busyLabel}>
          {act}
        </Button>
      </div>
    </Form>
  );
}
