import "./stretches.css";
import type { TextStretch } from "../../preload/contract/series.ts";

/** Two texts as one, with what only the first has struck out and what only the second has underlined. */
export function Stretches({ stretches }: { stretches: readonly TextStretch[] }) {
  return (
    <p className="stretches selectable" dir="auto">
      {stretches.map(({ kind, text }, index) => {
        const key = `${index} ${kind}`;
        if (kind === "same") return <span key={key}>{text}</span>;
        return kind === "removed" ? <del key={key}>{text}</del> : <ins key={key}>{text}</ins>;
      })}
    </p>
  );
}
