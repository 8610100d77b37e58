import type { ReactNode } from "react";

/** One of several answers, as a row that is picked with the arrow keys. */
export function Choice(props: {
  group: string;
  checked: boolean;
  onPick: () => void;
  title: string;
  children?: ReactNode;
}) {
  const { group, checked, onPick, title, children } = props;
  return (
    <label className="guide-choice">
      <input type="radio" name={group} checked={checked} onChange={onPick} />
      <span>
        <b>{title}</b>
        {children && <small>{children}</small>}
      </span>
    </label>
  );
}
