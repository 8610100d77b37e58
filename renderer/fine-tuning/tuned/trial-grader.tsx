import { useId, useMemo, useState } from "react";
import type { Grader } from "../../../preload/contract/graders.ts";
import { tunedModels } from "../../../preload/strings/tuned-models.ts";
import { useDeploymentChoices } from "../../connections/index.ts";
import { needsJudge } from "../../graders/draft.ts";
import { GraderEditor } from "../../graders/editor.tsx";
import { useFields } from "../../graders/use-fields.ts";
import type { Choice } from "../../targets/choice.ts";
import { TargetPicker } from "../../targets/picker.tsx";
import { ChoiceField } from "../../ui/choice-field.tsx";
import { usePlan } from "../plans/state.ts";
import { readyGraders } from "./ready-graders.ts";

const words = tunedModels.trial;
type ReadyName = keyof typeof readyGraders;
type ChoiceName = ReadyName | "job" | "own";
const readyNames = Object.keys(readyGraders) as ReadyName[];

/** Chooses what answers are graded by: something ready, what the job was trained with, or one of one's own. */
export function TrialGrader(props: {
  planId: string | null;
  datasetId: string | null;
  grader: Grader | null;
  onGrader: (grader: Grader | null) => void;
  judge: Choice | null;
  onJudge: (judge: Choice) => void;
}) {
  const { planId, datasetId, grader, onGrader, judge, onJudge } = props;
  const trained = usePlan(planId ?? "")?.grader ?? null;
  const [chosen, setChosen] = useState<ChoiceName>(
    readyNames.find((name) => readyGraders[name] === grader) ?? "similar",
  );
  const choices = useDeploymentChoices();
  const fields = useFields(datasetId);
  // The answer that a row of a conversation has is a field too, for graders.
  const known = useMemo(() => fields && [...new Set([...fields, "reference"])], [fields]);
  const judgeId = useId();
  const choose = (name: ChoiceName) => {
    setChosen(name);
    if (name === "job") onGrader(trained);
    else if (name !== "own") onGrader(readyGraders[name]);
  };
  return (
    <>
      <ChoiceField
        label={words.grader}
        value={chosen}
        choices={[
          ...readyNames.map((value) => ({ value, label: words.graders[value] })),
          ...(trained ? [{ value: "job" as const, label: words.graders.job }] : []),
          { value: "own" as const, label: words.graders.own },
        ]}
        onChange={choose}
      />
      {chosen === "own" && <GraderEditor grader={grader} fields={known} onChange={onGrader} />}
      {grader && needsJudge(grader) && (
        <div className="field">
          <label htmlFor={judgeId}>{words.judge}</label>
          <TargetPicker
            id={judgeId}
            label={words.judge}
            value={judge}
            choices={choices}
            nameOf={({ deployment }) => deployment}
            onChoose={onJudge}
          />
        </div>
      )}
    </>
  );
}
