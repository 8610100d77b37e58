import "./menu.css";
import { Menu as Base } from "@base-ui/react/menu";
import type { ReactNode } from "react";

export interface MenuItem {
  /** Tells it from others of the same label. */
  id?: string;
  label: string;
  onSelect: () => void;
  shortcut?: string;
}

/** A button that opens a list of actions. */
export function Menu(props: { label: string; children: ReactNode; items: MenuItem[]; className?: string }) {
  const { label, children, items, className = "button quiet square" } = props;
  return (
    <Base.Root>
      <Base.Trigger className={className} aria-label={label} title={label}>
        {children}
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} align="start">
          <Base.Popup className="menu">
            {items.map((item) => (
              <Base.Item key={item.id ?? item.label} onClick={item.onSelect}>
                <span className="grow" dir="auto">
                  {item.label}
                </span>
                {item.shortcut && <span className="shortcut">{item.shortcut}</span>}
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
