import "./code.css";
import { memo, useEffect, useState } from "react";
import { strings } from "../../preload/strings/en.ts";
import { CopyButton } from "../ui/copy.tsx";
import { createCodeLines, type Line } from "./code-lines.ts";
import { type Grammar, loadedGrammar, loadGrammar } from "./languages.ts";

const words = strings.chat.markdown;

/** A block of code in its colours. Code that grows is coloured line by line, each line once. */
export const CodeBlock = memo(function CodeBlock({ language, code }: { language: string; code: string }) {
  const grammar = useGrammar(language);
  const [lines] = useState(createCodeLines);
  return (
    <figure className="code" dir="ltr">
      <header>
        <span>{language === "" ? words.code : language}</span>
        <CopyButton isQuiet label={words.copy} text={() => code} />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached with the keyboard. */}
      <pre tabIndex={0}>
        <code>
          {lines.update(code, grammar).map((chunk, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines of a text have no other identity.
            <Chunk key={index} lines={chunk} />
          ))}
        </code>
      </pre>
    </figure>
  );
});

/** Lines that the window lays out, and skips while they are out of sight, as one. */
const Chunk = memo(function Chunk({ lines }: { lines: Line[] }) {
  return (
    <span className="lines">
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of a text have no other identity.
        <LineView key={index} line={line} />
      ))}
    </span>
  );
});

const LineView = memo(function LineView({ line }: { line: Line }) {
  return line.map(({ kind, text }, index) =>
    kind === null ? (
      text
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of a line have no other identity.
      <span key={index} className={kind}>
        {text}
      </span>
    ),
  );
});

/** The grammar of a language, once it is there. */
function useGrammar(language: string): Grammar | null {
  const [, setLoads] = useState(0);
  const grammar = loadedGrammar(language);
  useEffect(() => {
    if (grammar) return;
    let isWanted = true;
    loadGrammar(language).then(
      (found) => found && isWanted && setLoads((loads) => loads + 1),
      // Code without colours is still code.
      () => {},
    );
    return () => {
      isWanted = false;
    };
  }, [language, grammar]);
  return grammar ?? null;
}
