import "./dialog.css";
import { Dialog as Base } from "@base-ui/react/dialog";
import type { ReactNode } from "react";

/**
 * A question above the window, or something to look at: `wide`, or as large as the window with `whole`. Escape and a
 * click beside it close it.
 */
export function Dialog(props: {
  title: string;
  onClose: () => void;
  children: ReactNode;
  wide?: boolean;
  whole?: boolean;
}) {
  const size = props.whole ? " whole" : props.wide ? " wide" : "";
  return (
    <Base.Root open onOpenChange={(open) => !open && props.onClose()}>
      <Base.Portal>
        <Base.Backdrop className="backdrop" />
        {/* What opens it may be part of a form, which a form in here must not send. */}
        <Base.Popup className={`dialog${size}`} onSubmit={(event) => event.stopPropagation()}>
          <Base.Title dir="auto">{props.title}</Base.Title>
          {props.children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
