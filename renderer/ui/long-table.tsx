import "./long-table.css";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useEffect, useLayoutEffect, useRef } from "react";

/** Pixels of a row with one line; one with more is measured when it is seen. */
const rowHeight = 29;

/**
 * A table of any length in a box that is scrolled from the keyboard too: only the rows that are seen are drawn. `row` gives the
 * cells of one, `onSeen` is told which are seen. With `growsAtTop` what is seen stays where it is when rows come before it.
 */
export function LongTable(props: {
  label: string;
  count: number;
  head: ReactNode;
  row: (index: number) => ReactNode;
  /** What a row is called for as long as it is there; its place unless given. */
  keyOf?: (index: number) => number | string;
  onSeen?: (first: number, last: number) => void;
  growsAtTop?: boolean;
  className?: string;
}) {
  const { label, count, head, row, keyOf, onSeen, growsAtTop = false, className = "" } = props;
  const scrolled = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scrolled.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    ...(keyOf && { getItemKey: keyOf }),
  });
  const items = virtual.getVirtualItems();
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0];
  useEffect(() => onSeen?.(first, last), [onSeen, first, last]);
  const before = useRef(count);
  useLayoutEffect(() => {
    const grown = count - before.current;
    before.current = count;
    const { current } = scrolled;
    if (growsAtTop && grown > 0 && current && current.scrollTop > 0) current.scrollTop += grown * rowHeight;
  }, [count, growsAtTop]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached from the keyboard.
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for what is filled in.
    <div ref={scrolled} className={`long-table ${className}`} role="group" tabIndex={0} aria-label={label}>
      <table aria-label={label} aria-rowcount={count + 1}>
        <thead>
          <tr aria-rowindex={1}>{head}</tr>
        </thead>
        <tbody>
          <Space height={items[0]?.start ?? 0} />
          {items.map(({ index, key }) => (
            <tr key={String(key)} ref={virtual.measureElement} data-index={index} aria-rowindex={index + 2}>
              {row(index)}
            </tr>
          ))}
          <Space height={virtual.getTotalSize() - (items.at(-1)?.end ?? 0)} />
        </tbody>
      </table>
    </div>
  );
}

function Space({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden className="space" ref={(row) => row?.style.setProperty("height", `${height}px`)}>
      <td />
    </tr>
  );
}
