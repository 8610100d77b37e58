import type {
  CardNote,
  TrainingType,
  TunableModel,
  TuningPlan,
} from "../../../preload/contract/tuning-plans.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { tuningPlans } from "../../../preload/strings/tuning-plans.ts";
import { FieldProblems, Section } from "./section.tsx";
import { changePlan } from "./state.ts";

const words = tuningPlans.types;
const types = Object.keys(words.names) as TrainingType[];

/** Where the capacity comes from: what the model is offered with, and where. */
export function TrainingTypes(props: {
  plan: TuningPlan;
  model: TunableModel | null;
  /** Of the resource; null where it is not known. */
  region: string | null;
  problems: readonly CardNote[];
}) {
  const { plan, model, region, problems } = props;
  return (
    <Section field="trainingType" title={words.title}>
      {plan.model === null && <p className="muted">{words.first}</p>}
      <div className="plan-choices" role="radiogroup" aria-label={words.title}>
        {types.map((type) => {
          const why = model ? whyNot(type, model, region) : null;
          // What was chosen before stays shown; the card says what is wrong with it.
          const isOff = (why !== null || plan.model === null) && plan.trainingType !== type;
          return (
            <label key={type} className="plan-choice">
              <input
                type="radio"
                name="training-type"
                disabled={isOff}
                checked={plan.trainingType === type}
                aria-describedby={`type-${type}`}
                onChange={() => changePlan(plan.id, { trainingType: type })}
              />
              <span>
                <b>{words.names[type]}</b>
                <small id={`type-${type}`}>
                  {why ?? [words.texts[type], regionsText(type, model)].join(" ")}
                </small>
              </span>
            </label>
          );
        })}
      </div>
      <FieldProblems field="trainingType" problems={problems} />
    </Section>
  );
}

/** Why a model is not offered with a training type at a resource; null where it is. */
export function whyNot(type: TrainingType, model: TunableModel, region: string | null): string | null {
  if (!model.types.includes(type)) return fill(words.notOffered, { model: model.id });
  const regions = model.regions[type];
  if (!regions || region === null || regions.includes(region)) return null;
  return fill(words.notInRegion, { region, regions: regions.join(", ") });
}

const fewRegions = 4;

/** The regions of a training type where they are few enough to be read; the card has them all. */
function regionsText(type: TrainingType, model: TunableModel | null): string {
  const regions = model?.regions[type];
  return regions && regions.length <= fewRegions ? fill(words.regions, { regions: regions.join(", ") }) : "";
}
