import { useEffect, useState } from "react";
import type { EvaluationGrader } from "../../../../preload/contract/evaluation-graders.ts";
import type { EvaluationAnswer, EvaluationMark } from "../../../../preload/contract/evaluation-results.ts";
import type { TextStretch } from "../../../../preload/contract/series.ts";
import { endText } from "../../../../preload/strings/ends.ts";
import { evaluationResults } from "../../../../preload/strings/evaluation-results.ts";
import { titleOf } from "../../../../preload/strings/explain.ts";
import { fill } from "../../../../preload/strings/fill.ts";
import { formatCost, formatTime } from "../../../figures/format.ts";
import { SaidWords } from "../../../ui/said-words.tsx";
import { Stretches } from "../../../ui/stretches.tsx";
import { isPair } from "../numbers.ts";
import { Calls } from "./calls.tsx";
import { Grades } from "./grades.tsx";
import { Mark } from "./mark.tsx";
import type { Against } from "./props.ts";

const words = evaluationResults.row;

interface AnswerProps {
  evaluationId: string;
  row: number;
  answer: EvaluationAnswer;
  /** What the model is called. */
  name: string;
  /** Whether it is the baseline that is set. */
  isBaseline: boolean;
  graders: readonly EvaluationGrader[];
  /** The grader that the person's own grade is about. */
  graderId: string;
  hasRepeats: boolean;
  against: Against;
  /** The person's own grade; null for none. */
  mark: EvaluationMark | null;
  isReadOnly: boolean;
  onChanged: () => void;
}

/** How ends look that are no warning: a failure is more, and a call of a tool may be just what was wanted. */
const looks: Partial<Record<EvaluationAnswer["end"], string>> = {
  failed: "status danger",
  tool_calls: "chip",
};

/** One answer with all that is known of it. */
export function Answer(props: AnswerProps) {
  const {
    evaluationId,
    row,
    answer,
    name,
    isBaseline,
    graders,
    graderId,
    hasRepeats,
    against,
    mark,
    isReadOnly,
  } = props;
  const { text, calls, end, diagnosis, repeat, modelId } = answer;
  const grader = graders.find(({ id }) => id === graderId);
  const ended = endText(end, diagnosis?.code);
  const isMissing = diagnosis !== null && text === "" && calls.length === 0;
  return (
    <article className="evaluation-answer" aria-label={name}>
      <h4 className="row wrap">
        <span dir="auto">{name}</span>
        {hasRepeats && (
          <span className="chip">{fill(words.repeat, { number: (repeat + 1).toLocaleString() })}</span>
        )}
        {ended && <span className={looks[end] ?? "chip warn"}>{ended}</span>}
      </h4>
      {diagnosis && (
        <>
          <p className="status danger">{titleOf(diagnosis.code, diagnosis.parameters)}</p>
          <SaidWords diagnosis={diagnosis} />
        </>
      )}
      {against.kind === "nothing" || isMissing ? (
        <Text text={text} isAll={calls.length === 0 && diagnosis === null} />
      ) : (
        <Compared evaluationId={evaluationId} row={row} place={{ modelId, repeat }} against={against} />
      )}
      <Calls calls={calls} title={words.calls} />
      {isMissing ? (
        <p className="muted small">{words.nothingToGrade}</p>
      ) : (
        <Grades name={name} isBaseline={isBaseline} graders={graders} grades={answer.grades} />
      )}
      {grader && !isPair(grader) && !isReadOnly && !isMissing && (
        <Mark
          evaluationId={evaluationId}
          row={row}
          place={{ modelId, repeat }}
          name={name}
          grader={grader}
          mark={mark}
          onChanged={props.onChanged}
        />
      )}
      <p className="muted small">{factsOf(answer).join(" · ")}</p>
    </article>
  );
}

/** What a model has said. `isAll`: there is nothing else of its answer. */
function Text({ text, isAll }: { text: string; isAll: boolean }) {
  if (text === "") return isAll ? <p className="muted small">{words.empty}</p> : null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached from the keyboard.
    <p className="evaluation-text evaluation-said selectable" dir="auto" tabIndex={0}>
      {text}
    </p>
  );
}

/** An answer with what differs from another text struck out and underlined. */
function Compared(props: {
  evaluationId: string;
  row: number;
  place: { modelId: string; repeat: number };
  against: Exclude<Against, { kind: "nothing" }>;
}) {
  const { evaluationId, row, place, against } = props;
  const { modelId, repeat } = place;
  const other = against.kind === "model" ? against.modelId : null;
  const [stretches, setStretches] = useState<TextStretch[] | null | undefined>(undefined);
  useEffect(() => {
    let isOld = false;
    setStretches(undefined);
    void window.assay["evaluationResults.difference"]({
      id: evaluationId,
      row,
      from: { modelId, repeat },
      to: other === null ? null : { modelId: other, repeat: 0 },
    }).then((answer) => {
      if (!isOld) setStretches(answer.ok ? answer.data : null);
    });
    return () => {
      isOld = true;
    };
  }, [evaluationId, row, modelId, repeat, other]);
  if (stretches === undefined) return <p className="muted small">{words.comparing}</p>;
  if (stretches === null) return <p className="muted small">{words.tooDifferent}</p>;
  return (
    <>
      <Stretches stretches={stretches} />
      <p className="muted small">
        {fill(words.differenceKey, {
          other: against.kind === "model" ? against.name : words.inReference,
        })}
      </p>
    </>
  );
}

/** Times, tokens and cost of an answer, as far as they are known. */
function factsOf({ firstToken, total, tokens, cost, requestId }: EvaluationAnswer): string[] {
  const { facts } = words;
  const known = [
    firstToken !== null && fill(facts.firstToken, { value: formatTime(firstToken) }),
    total > 0 && fill(facts.total, { value: formatTime(total) }),
    tokens &&
      fill(facts.tokens, {
        prompt: tokens.prompt.toLocaleString(),
        completion: tokens.completion.toLocaleString(),
      }),
    tokens && tokens.reasoning > 0 && fill(facts.thinking, { reasoning: tokens.reasoning.toLocaleString() }),
    cost && formatCost(cost),
    requestId && `${facts.request} ${requestId}`,
  ];
  return known.filter((one): one is string => typeof one === "string" && one !== "");
}
