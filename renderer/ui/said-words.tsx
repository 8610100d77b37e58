import "./said-words.css";
import { useEffect, useRef, useState } from "react";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import { strings } from "../../preload/strings/en.ts";
import { saidIn } from "../../preload/strings/explain.ts";

const words = strings.diagnosis;

/** A refusal's own words, in three lines with a button for the rest; nothing where there are none. */
export function SaidWords({ diagnosis }: { diagnosis: Diagnosis }) {
  const said = saidIn(diagnosis);
  return said && <Words key={said.words} said={said} />;
}

function Words({ said }: { said: NonNullable<ReturnType<typeof saidIn>> }) {
  const text = useRef<HTMLQuoteElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const { current } = text;
    if (!current) return;
    // Whether three lines are enough depends on how wide they are.
    const sizes = new ResizeObserver(() => {
      if (current.classList.contains("clamped")) setLong(current.scrollHeight > current.clientHeight);
    });
    sizes.observe(current);
    return () => sizes.disconnect();
  }, []);
  return (
    <div className="said-words">
      <p className="muted small">{said.by}</p>
      <blockquote ref={text} className={isOpen ? "" : "clamped"} dir="auto">
        {said.words}
      </blockquote>
      {isLong && (
        <button
          type="button"
          className="button quiet small"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? words.showLessSaid : words.showAllSaid}
        </button>
      )}
    </div>
  );
}
