import { createContext, useContext } from "react";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import type { Footnote } from "./block.ts";
import { Blocks } from "./blocks.tsx";
import { type Definitions, lex } from "./lexer.ts";

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

/** The footnotes of an answer, below it. */
export function Footnotes({ footnotes, definitions }: { footnotes: Footnote[]; definitions: Definitions }) {
  const scope = useContext(FootnoteScope);
  if (footnotes.length === 0) return null;
  return (
    <section className="footnotes" aria-label={words.footnotes}>
      {footnotes.map(({ label, text }) => (
        <div key={label} id={`${scope}-${label.toLowerCase()}`} tabIndex={-1}>
          <span className="footnote-label">{label}</span>
          <div>
            <Blocks tokens={lex(text, definitions)} />
          </div>
        </div>
      ))}
    </section>
  );
}

function showNote(id: string): void {
  const note = document.getElementById(id);
  note?.scrollIntoView({ block: "nearest" });
  note?.focus({ preventScroll: true });
}
