import { createContext, useContext } from "react";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";

const words = strings.chat.markdown;

/** What makes the addresses of one answer's footnotes different from those of another. */
export const FootnoteScope = createContext("");

/** The mark in the text that leads to a footnote. */
export function FootnoteReference({ label }: { label: string }) {
  const scope = useContext(FootnoteScope);
  return (
    <sup>
      <button
        type="button"
        className="footnote-mark"
        aria-label={fill(words.footnote, { label })}
        onClick={() => showNote(`${scope}-${label.toLowerCase()}`)}
      >
        {label}
      </button>
    </sup>
  );
}

function showNote(id: string): void {
  const note = document.getElementById(id);
  note?.scrollIntoView({ block: "nearest" });
  note?.focus({ preventScroll: true });
}
