import "./dialog.css";
import { Dialog as Base } from "@base-ui/react/dialog";
import type { ReactNode } from "react";

/** A question above the window, or with `wide` something to look at. Escape and a click beside it close it. */
export function Dialog(props: { title: string; onClose: () => void; children: ReactNode; wide?: boolean }) {
  return (
    <Base.Root open onOpenChange={(open) => !open && props.onClose()}>
      <Base.Portal>
        <Base.Backdrop className="backdrop" />
        <Base.Popup className={props.wide ? "dialog wide" : "dialog"}>
          <Base.Title>{props.title}</Base.Title>
          {props.children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
