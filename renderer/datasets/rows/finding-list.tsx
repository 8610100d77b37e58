import { Wrench } from "lucide-react";
import type { DatasetRow } from "../../../preload/contract/dataset-rows.ts";
import type { Finding } from "../../../preload/contract/dataset-rules.ts";
import type { OpenDataset, RuleCount } from "../../../preload/contract/datasets.ts";
import { datasetRows } from "../../../preload/strings/dataset-rows.ts";
import { evidenceText } from "../../../preload/strings/evidence.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { Icon } from "../../ui/icon.tsx";
import { faultIn, isOfWhole } from "./marks.ts";
import { meaningOfRule, titleOfRule, wordsOfRule } from "./rule-words.ts";
import { Visible } from "./text-view.tsx";
import { visible } from "./visible.ts";

const words = datasetRows.findings;

/** What was found in a row: the rule and where it comes from, the place with the text around it, and the fix where there is one. */
export function FindingList(props: {
  row: DatasetRow;
  open: OpenDataset;
  isReadOnly: boolean;
  /** Undefined where the text is not shown. */
  onShow: ((finding: number) => void) | undefined;
  onFix: (rule: string) => void;
  onFixAll: ((rule: string) => void) | undefined;
}) {
  const { row, open, isReadOnly, onShow, onFix, onFixAll } = props;
  if (row.findings.length === 0) return <p className="muted small">{words.none}</p>;
  const errorsFirst = [...row.findings.entries()].sort(
    ([, one], [, other]) => Number(one.severity !== "blocks") - Number(other.severity !== "blocks"),
  );
  return (
    <ol className="row-findings">
      {errorsFirst.map(([index, finding]) => {
        const facts = open.findings.find(({ rule }) => rule === finding.rule);
        const { rule } = finding;
        return (
          <li key={`${finding.rule} ${finding.at} ${finding.path}`}>
            <p>
              <span className={finding.severity === "blocks" ? "status danger" : "status warn"}>
                <span className="unseen">{words.severity[finding.severity]}</span>
                <b>{titleOfRule(rule, finding.parameters)}</b>
              </span>
            </p>
            <p className="small">{meaningOfRule(rule, finding.parameters)}</p>
            <Fault text={row.text} finding={finding} />
            <p className="muted small">
              {[
                placeOf(row, finding),
                finding.path && fill(words.at, { path: visible(finding.path) }),
                sourceOf(facts),
              ]
                .filter(Boolean)
                .join(" · ")}
            </p>
            <div className="row wrap">
              {onShow && !isOfWhole(row.text, finding) && (
                <button type="button" className="button quiet small" onClick={() => onShow(index)}>
                  {words.show}
                </button>
              )}
              {facts?.isMendable && !isReadOnly && (
                <>
                  <button
                    type="button"
                    className="button small"
                    title={wordsOfRule(rule).fix}
                    onClick={() => onFix(rule)}
                  >
                    <Icon of={Wrench} size={14} />
                    {words.fixOne}
                  </button>
                  {onFixAll && (
                    <button type="button" className="button quiet small" onClick={() => onFixAll(rule)}>
                      {words.fixAll}
                    </button>
                  )}
                </>
              )}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

function Fault({ text, finding }: { text: string; finding: Finding }) {
  if ((finding.length === 0 && finding.at === 0) || isOfWhole(text, finding)) return null;
  const { before, fault, after } = faultIn(text, finding);
  return (
    <p className="row-fault mono selectable" dir="ltr">
      <Visible text={before} />
      <mark className={finding.severity}>
        <Visible text={fault} />
      </mark>
      <Visible text={after} />
    </p>
  );
}

function placeOf({ line }: DatasetRow, { at }: Finding): string {
  const column = (at + 1).toLocaleString();
  return line === null
    ? fill(words.place, { column })
    : fill(words.placeLine, { line: line.toLocaleString(), column });
}

function sourceOf(facts: RuleCount | undefined): string | undefined {
  return facts && evidenceText(facts.evidence);
}
