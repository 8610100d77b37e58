import type { DraftStep } from "../../preload/contract/drafts.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { useConnections } from "../connections/index.ts";
import { useDatasets } from "../datasets/index.ts";
import { NameField } from "./source-step.tsx";
import type { StepProps } from "./step-props.ts";
import { connectionOf } from "./steps.ts";

const words = strings.guide.review;

/** All answers once more, each with the way back to its step. */
export function ReviewStep(props: StepProps) {
  const { draft, onChange } = props;
  const connection = connectionOf(draft, useConnections(({ list }) => list) ?? []);
  const datasets = useDatasets(({ list }) => list) ?? [];
  const files = datasets.filter(({ id }) => draft.datasets.includes(id)).map(({ name }) => name);
  const isCustom = draft.source === "custom";
  const rows: [label: string, value: string | null | undefined, step: DraftStep][] = [
    [
      words.source,
      isCustom ? strings.guide.source.custom : strings.guide.source.foundry,
      draft.flow === "guide" ? "source" : "name",
    ],
    [words.connection, connection?.name, "connect"],
    isCustom ? [words.base, draft.baseModel, "base"] : [words.deployment, draft.deployment, "deployment"],
    [words.data, files.join(", ") || words.noData, "data"],
  ];
  return (
    <>
      <NameField {...props} />
      <dl className="guide-review">
        {rows.map(([label, value, step]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd dir="auto">{value ?? <span className="status warn">{words.missing}</span>}</dd>
            <dd>
              <button
                type="button"
                className="button"
                aria-label={fill(words.change, { what: label })}
                onClick={() => onChange({ step })}
              >
                {words.changeShort}
              </button>
            </dd>
          </div>
        ))}
      </dl>
      {isCustom && (
        <p className="panel">
          {files.length > 1 ? fill(words.tuneSeveral, { name: files[0] ?? "" }) : words.tuneNote}
        </p>
      )}
    </>
  );
}
