import type { TuningMethod, TuningPlan } from "../../../preload/contract/tuning-plans.ts";
import { tuningJobs } from "../../../preload/strings/tuning-jobs.ts";
import { tuningPlans } from "../../../preload/strings/tuning-plans.ts";
import { Section } from "./section.tsx";
import { changePlan } from "./state.ts";

const words = tuningPlans.method;
const methods = Object.keys(words.texts) as TuningMethod[];

/** How the model learns. */
export const Method = ({ plan }: { plan: TuningPlan }) => (
  <Section field="method" title={words.title}>
    <div className="plan-choices" role="radiogroup" aria-label={words.title}>
      {methods.map((method) => (
        <label key={method} className="plan-choice">
          <input
            type="radio"
            name="method"
            checked={plan.method === method}
            onChange={() => changePlan(plan.id, { method })}
          />
          <span>
            <b>{tuningJobs.methods[method]}</b>
            <small>{words.texts[method]}</small>
          </span>
        </label>
      ))}
    </div>
  </Section>
);
