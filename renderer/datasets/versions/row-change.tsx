import { useMemo } from "react";
import { datasetRows } from "../../../preload/strings/dataset-rows.ts";
import { differences } from "../../../preload/word-differences.ts";
import { Stretches } from "../../ui/stretches.tsx";
import { LongText } from "../rows/text-view.tsx";

const words = datasetRows.versions;
/** Milliseconds that may be spent on comparing: longer, and the window would not follow what is typed. */
const patience = 30;

/** How a row differs between two versions: what was added or removed, or the words that were changed. */
export default function RowChange({ before, after }: { before: string | null; after: string | null }) {
  const stretches = useMemo(
    () => (before === null || after === null ? null : differences(before, after, patience)),
    [before, after],
  );
  if (stretches) return <Stretches stretches={stretches} />;
  const isTooDifferent = before !== null && after !== null;
  return (
    <>
      {isTooDifferent && <p className="muted small">{words.tooDifferent}</p>}
      {before !== null && (
        <>
          {isTooDifferent && <h3>{words.old}</h3>}
          <LongText text={before} className="mono" />
        </>
      )}
      {after !== null && (
        <>
          {isTooDifferent && <h3>{words.new}</h3>}
          <LongText text={after} className="mono" />
        </>
      )}
    </>
  );
}
