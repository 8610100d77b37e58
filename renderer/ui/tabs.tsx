import "./view-tabs.css";
import "./tabs.css";
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";

/** The views of a page, as tabs that the arrow keys go through, and the one that is shown. `id` tells them from others. */
export function Tabs<Tab extends string>(props: {
  id: string;
  label: string;
  tabs: readonly Tab[];
  names: Record<Tab, string>;
  current: Tab;
  onPick: (tab: Tab) => void;
  children: ReactNode;
}) {
  const { id, label, tabs, names, current, onPick, children } = props;
  const list = useRef<HTMLDivElement>(null);
  const isMoved = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus follows the tab that the keys chose.
  useEffect(() => {
    if (isMoved.current) list.current?.querySelector<HTMLElement>("[aria-selected=true]")?.focus();
    isMoved.current = false;
  }, [current]);
  const move = (event: KeyboardEvent) => {
    const at = tabs.indexOf(current);
    const next = {
      ArrowRight: at + 1,
      ArrowLeft: at - 1 + tabs.length,
      Home: 0,
      End: tabs.length - 1,
    }[event.key];
    const tab = next === undefined ? undefined : tabs[next % tabs.length];
    if (tab === undefined) return;
    event.preventDefault();
    isMoved.current = true;
    onPick(tab);
  };
  return (
    <>
      <div ref={list} className="page-tabs view-tabs row" role="tablist" aria-label={label} onKeyDown={move}>
        {tabs.map((tab) => (
          <button
            key={tab}
            id={`${id}-tab-${tab}`}
            type="button"
            role="tab"
            className="button quiet"
            aria-selected={tab === current}
            aria-controls={`${id}-view`}
            tabIndex={tab === current ? 0 : -1}
            onClick={() => onPick(tab)}
          >
            {names[tab]}
          </button>
        ))}
      </div>
      <div id={`${id}-view`} role="tabpanel" aria-labelledby={`${id}-tab-${current}`} className="page-view">
        {children}
      </div>
    </>
  );
}
