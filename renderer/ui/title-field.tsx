import "./title-field.css";
import { useRef, useState } from "react";

/** A name that is its page's title too, and is changed in its place. An empty one changes nothing; Escape takes it back. */
export function TitleField(props: {
  label: string;
  value: string;
  maxLength: number;
  onChange: (value: string) => void;
}) {
  const { label, value, maxLength, onChange } = props;
  const [typed, setTyped] = useState(value);
  const isDropped = useRef(false);
  const keep = () => {
    if (isDropped.current || typed.trim() === "") setTyped(value);
    else if (typed.trim() !== value) onChange(typed.trim());
    isDropped.current = false;
  };
  return (
    <>
      <h1 className="unseen">{value}</h1>
      <input
        dir="auto"
        className="title-field"
        aria-label={label}
        value={typed}
        maxLength={maxLength}
        onChange={({ target }) => setTyped(target.value)}
        onBlur={keep}
        onKeyDown={({ key, currentTarget }) => {
          if (key === "Escape") isDropped.current = true;
          if (key === "Enter" || key === "Escape") currentTarget.blur();
        }}
      />
    </>
  );
}
