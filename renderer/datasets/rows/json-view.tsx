import { type Ref, useEffect, useImperativeHandle, useRef, useState } from "react";
import type { Finding } from "../../../preload/contract/dataset-rules.ts";
import { datasetRows } from "../../../preload/strings/dataset-rows.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { markedText } from "./marks.ts";
import { titleOfRule } from "./rule-words.ts";
import { Visible } from "./text-view.tsx";

const words = datasetRows.row;
/** Characters that are drawn before a person asks for all, and beyond a place that is gone to. */
const shownAtFirst = 20_000;
const beyond = 2000;

export interface JsonHandle {
  /** Goes to a finding, by its number in the list. */
  show(finding: number): void;
}

/** A row's text as it is, with its faults marked. */
export function JsonView({
  ref,
  text,
  findings,
}: {
  ref: Ref<JsonHandle>;
  text: string;
  findings: Finding[];
}) {
  const [limit, setLimit] = useState(shownAtFirst);
  const [wanted, setWanted] = useState<number | null>(null);
  const place = useRef<HTMLPreElement>(null);
  useImperativeHandle(ref, () => ({
    show: (number) => {
      const finding = findings[number];
      if (finding) setLimit((before) => Math.max(before, finding.at + finding.length + beyond));
      setWanted(number);
    },
  }));
  useEffect(() => {
    if (wanted === null) return;
    setWanted(null);
    place.current?.querySelector(`[data-finding="${wanted}"]`)?.scrollIntoView({ block: "center" });
  }, [wanted]);
  return (
    <>
      <pre ref={place} className="row-json selectable" dir="ltr">
        {markedText(text, findings, limit).map(({ text, finding, at }) => {
          const found = finding === null ? undefined : findings[finding];
          if (!found) return <Visible key={at} text={text} />;
          return (
            <mark
              key={at}
              className={found.severity}
              data-finding={finding}
              title={titleOfRule(found.rule, found.parameters)}
            >
              <Visible text={text} />
            </mark>
          );
        })}
        {limit < text.length && "…"}
      </pre>
      {limit < text.length && (
        <button type="button" className="button quiet small" onClick={() => setLimit(text.length)}>
          {fill(words.showAll, { count: text.length.toLocaleString() })}
        </button>
      )}
    </>
  );
}
