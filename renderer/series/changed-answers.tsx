import { useState } from "react";
import type { SeriesDrift, TextStretch } from "../../preload/contract/series.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { Stretches } from "../ui/stretches.tsx";

const words = strings.bundles;
type DriftColumn = SeriesDrift["columns"][number];

interface Part {
  column: DriftColumn;
  /** The two series. */
  before: string;
  after: string;
}

/** The prompts that were answered in other words, each with the difference word by word when it is opened. */
export function ChangedAnswers({ column, before, after }: Part) {
  const { sharedPrompts: count, otherAnswers, changed } = column;
  if (count === 0) return <p className="muted small">{words.noShared}</p>;
  if (otherAnswers === 0) return <p className="small">{fill(words.wordsNone, { count })}</p>;
  return (
    <>
      <p className="small">{fill(words.wordsSome, { changed: otherAnswers, count })}</p>
      {changed.map((prompt) => (
        <ChangedAnswer key={prompt.promptBefore} {...{ column, before, after, prompt }} />
      ))}
      {changed.length < otherAnswers && (
        <p className="muted small">{fill(words.moreAnswers, { count: changed.length })}</p>
      )}
    </>
  );
}

function ChangedAnswer(props: Part & { prompt: DriftColumn["changed"][number] }) {
  const { column, before, after, prompt } = props;
  const [stretches, setStretches] = useState<TextStretch[] | null | undefined>(undefined);
  const read = async () => {
    const answer = await window.assay["series.difference"]({
      id: before,
      secondId: after,
      first: { columnId: column.columnBefore, promptId: prompt.promptBefore, repeat: 0, isWarmUp: false },
      second: { columnId: column.columnAfter, promptId: prompt.promptAfter, repeat: 0, isWarmUp: false },
    });
    setStretches(answer.ok ? answer.data : null);
  };
  return (
    <details
      className="changed"
      onToggle={({ currentTarget }) => currentTarget.open && stretches === undefined && void read()}
    >
      <summary className="clip" dir="auto">
        {prompt.text}
      </summary>
      {stretches === null && <p className="muted small">{strings.series.tooDifferent}</p>}
      {stretches && <Stretches stretches={stretches} />}
    </details>
  );
}
