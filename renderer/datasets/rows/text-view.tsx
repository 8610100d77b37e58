import { useState } from "react";
import { datasetRows } from "../../../preload/strings/dataset-rows.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { drawnOf } from "./visible.ts";

const words = datasetRows.row;
/** Characters of a text that are drawn before a person asks for all. */
const shownAtFirst = 4_000;

/** A text in which what cannot be seen has a sign. */
export function Visible({ text }: { text: string }) {
  return drawnOf(text).map(({ text, isSign, at }) =>
    isSign ? (
      <span key={at} className="sign">
        {text}
      </span>
    ) : (
      text
    ),
  );
}

/** The same as paragraphs are; of a long one the beginning, until all is asked for. */
export function LongText({ text, className = "" }: { text: string; className?: string }) {
  const [isAll, setAll] = useState(false);
  const isLong = !isAll && text.length > shownAtFirst;
  return (
    <>
      <p className={`row-text selectable ${className}`} dir="auto">
        <Visible text={isLong ? text.slice(0, shownAtFirst) : text} />
        {isLong && "…"}
      </p>
      {isLong && (
        <button type="button" className="button quiet small" onClick={() => setAll(true)}>
          {fill(words.showAll, { count: text.length.toLocaleString() })}
        </button>
      )}
    </>
  );
}
