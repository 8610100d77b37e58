import type { Severity } from "../../preload/contract/dataset-rules.ts";
import type { OpenDataset, RuleCount } from "../../preload/contract/datasets.ts";
import { strings } from "../../preload/strings/en.ts";
import { evidenceText } from "../../preload/strings/evidence.ts";
import { fill } from "../../preload/strings/fill.ts";
import { counted } from "../figures/counted.ts";
import { groupTitle } from "./group-title.ts";
import { meaningOfRule, wordsOfRule } from "./rows/rule-words.ts";

const words = strings.datasets.findings;
const order: Severity[] = ["blocks", "warns"];

/** What the check has found, rule by rule: what it means, how sure it is, how many rows have it, and what to do. */
export function Findings(props: {
  open: OpenDataset;
  onRows: (rule: string) => void;
  onFix: (rule: string) => void;
}) {
  const { open, onRows, onFix } = props;
  const { findings, checked, dataset } = open;
  if (!checked) return <p className="notice muted">{words.never}</p>;
  const method = strings.datasets.methods[checked.method];
  return (
    <div className="scroll dataset-findings">
      {checked.isOld && (
        <p className="status warn">{fill(words.old, { time: new Date(checked.at).toLocaleString() })}</p>
      )}
      {findings.length === 0 && <p className="status ok">{fill(words.none, { method })}</p>}
      {order.map((severity) => {
        const some = findings.filter((one) => one.severity === severity).sort(byRows);
        if (some.length === 0) return null;
        return (
          <section key={severity} aria-label={counted(words[severity], some.length)}>
            <h2 className={severity === "blocks" ? "status danger" : "status warn"}>
              {counted(words[severity], some.length)}
            </h2>
            <ul>
              {some.map((one) => (
                <li key={one.rule} className="finding">
                  <FindingOf
                    count={one}
                    isBusy={dataset.job !== null}
                    onRows={() => onRows(one.rule)}
                    onFix={() => onFix(one.rule)}
                  />
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

const byRows = (one: RuleCount, other: RuleCount) => other.rows - one.rows;

function FindingOf(props: { count: RuleCount; isBusy: boolean; onRows: () => void; onFix: () => void }) {
  const { count, isBusy, onRows, onFix } = props;
  const { rule, evidence, rows, parameters, isMendable } = count;
  const title = groupTitle(rule, parameters);
  const isOfRows = parameters === null;
  const { fix } = wordsOfRule(rule);
  return (
    <>
      <div className="row wrap">
        <h3 className="grow">{title}</h3>
        <span className="count">{isOfRows ? counted(strings.datasets.rows, rows) : words.whole}</span>
      </div>
      <p>{meaningOfRule(rule, parameters ?? {})}</p>
      <p className="muted small" title={words.kindNotes[evidence.kind]}>
        {evidenceText(evidence)}
        <span className="unseen">{words.kindNotes[evidence.kind]}</span>
      </p>
      {isOfRows && (
        <div className="row wrap">
          <button
            type="button"
            className="button"
            aria-label={fill(words.showOf, { what: title })}
            onClick={onRows}
          >
            {words.show}
          </button>
          {isMendable ? (
            <button
              type="button"
              className="button"
              disabled={isBusy}
              aria-label={fill(words.fixOf, { what: title })}
              onClick={onFix}
            >
              {words.fix}
            </button>
          ) : (
            <span className="muted small">{words.cannot}</span>
          )}
          {isMendable && fix !== undefined && <span className="muted small">{withoutPlaces(fix)}</span>}
        </div>
      )}
    </>
  );
}

const withoutPlaces = (text: string) => text.replace(/\{\w+\}/g, "…");
