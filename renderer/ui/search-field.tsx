import { Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Icon } from "./icon.tsx";

/** Milliseconds after the last key before what is typed is searched for. */
const pause = 200;

/** Searches for what is typed once nothing more is typed for a moment, or with Enter. `limit` is in characters. */
export function SearchField(props: {
  label: string;
  className: string;
  value: string;
  limit: number;
  onSearch: (text: string) => void;
}) {
  const { label, className, value, limit, onSearch } = props;
  const [text, setText] = useState(value);
  const latest = useRef(onSearch);
  latest.current = onSearch;
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => latest.current(text), pause);
    return () => clearTimeout(timer);
  }, [text, value]);
  return (
    <label className={`input ${className}`}>
      <Icon of={Search} size={14} />
      <span className="unseen">{label}</span>
      <input
        dir="auto"
        type="search"
        placeholder={label}
        maxLength={limit}
        value={text}
        onChange={({ target }) => setText(target.value)}
        onKeyDown={({ key }) => key === "Enter" && onSearch(text)}
      />
    </label>
  );
}
