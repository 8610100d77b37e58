import { useContext } from "react";
import { strings } from "../../preload/strings/en.ts";
import type { Footnote } from "./block.ts";
import { Blocks } from "./blocks.tsx";
import { FootnoteScope } from "./footnote.tsx";
import { type Definitions, lex } from "./lexer.ts";

const words = strings.chat.markdown;

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
