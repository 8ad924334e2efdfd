"use client";

import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { Button, type ButtonLook } from "./button.tsx";
import { DocLink, type DocPlace } from "./doc-link.tsx";
import { Icon } from "./icon.tsx";

type DialogProps = {
  title: ReactNode;
  intro?: ReactNode;
  size?: DialogSize;
  /** What explains it. */
  docs?: DocPlace | undefined;
  /** Asked before it closes: false keeps it open, for whoever would lose something and is told so inside. */
  mayClose?: (() => boolean) | undefined;
  onClose: () => void;
  children: ReactNode;
};

export type DialogSize = "normal" | "hand-over" | "wide";

/** The browser's own modal dialog: it keeps focus inside, leaves on Esc and gives focus back to the opener. */
export function Dialog(props: DialogProps) {
  const { title, intro, size = "normal", docs, mayClose = () => true, onClose, children } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  const closeButton = useRef<HTMLButtonElement>(null);
  const isGone = useRef(false);
  const titleId = useId();
  useEffect(() => {
    const element = dialog.current;
    isGone.current = false;
    element?.showModal();
    // Whoever opens a dialog to type something starts in its first field; from any other one the first key may leave.
    const field = element?.querySelector<HTMLElement>("input:not([type='file']), textarea, select");
    (field ?? closeButton.current)?.focus();
    return () => {
      // Taken away by its page: that is no wish to close, and whoever did it knows where to go.
      isGone.current = true;
      element?.close();
    };
  }, []);
  const closed = () => {
    if (isGone.current) return;
    // A browser lets one Esc be refused and closes on the next, whatever anybody says.
    if (mayClose()) onClose();
    else dialog.current?.showModal();
  };
  return (
    <dialog
      ref={dialog}
      className={size === "normal" ? "dialog" : `dialog ${size}`}
      aria-labelledby={titleId}
      onCancel={(event) => {
        // A file field's own cancelling comes up here as well.
        if (event.target === dialog.current && !mayClose()) event.preventDefault();
      }}
      onClose={closed}
    >
      <div className="dialog-head">
        <div>
          <h2 id={titleId}>{title}</h2>
          {intro === undefined ? null : <p>{intro}</p>}
          {docs === undefined ? null : <DocLink {...docs} />}
        </div>
        <button
          ref={closeButton}
          type="button"
          className="btn icon quiet"
          aria-label="Close"
          onClick={() => {
            if (mayClose()) dialog.current?.close();
          }}
        >
          <Icon name="x" />
        </button>
      </div>
      {children}
    </dialog>
  );
}

type DialogButtonProps = Omit<DialogProps, "onClose" | "mayClose" | "children"> & {
  label: ReactNode;
  look?: ButtonLook;
  small?: boolean;
  /** Rendered when it opens, so that every opening starts clean. */
  children: (close: () => void) => ReactNode;
};

/** A button and the one decision behind it. */
export function DialogButton({ label, look, small, children, ...dialog }: DialogButtonProps) {
  const [isOpen, setIsOpen] = useState(false);
  const close = () => setIsOpen(false);
  return (
    <>
      <Button look={look} small={small} aria-haspopup="dialog" onClick={() => setIsOpen(true)}>
        {label}
      </Button>
      {isOpen ? (
        <Dialog {...dialog} onClose={close}>
          {children(close)}
        </Dialog>
      ) : null}
    </>
  );
}
