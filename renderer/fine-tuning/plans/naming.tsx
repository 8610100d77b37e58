import type { CardNote, TuningPlan } from "../../../preload/contract/tuning-plans.ts";
import { tuningPlans } from "../../../preload/strings/tuning-plans.ts";
import { wholeIn } from "../../ui/numbers.ts";
import { TextField } from "../../ui/text-field.tsx";
import { TypedField } from "../../ui/typed-field.tsx";
import { FieldProblems, fieldProps, Section } from "./section.tsx";
import { changePlan } from "./state.ts";

const words = tuningPlans.naming;
const mostSeed = 2_147_483_647;

/** Part of the tuned model's name, and what random choices follow from. */
export function Naming({ plan, problems }: { plan: TuningPlan; problems: readonly CardNote[] }) {
  // At most 40 of these (Foundry, fine-tuning REST).
  const isWrong = !/^[A-Za-z0-9_-]{0,40}$/.test(plan.suffix);
  return (
    <Section field="suffix" title={words.title}>
      <div className="fields">
        <TextField
          label={words.suffix}
          hint={isWrong ? words.suffixWrong : words.suffixHint}
          isWrong={isWrong}
          value={plan.suffix}
          maxLength={64}
          onChange={(suffix) => changePlan(plan.id, { suffix })}
        />
        <div {...fieldProps("seed")}>
          <TypedField<number | null>
            label={words.seed}
            value={plan.seed}
            text={(seed) => (seed === null ? "" : String(seed))}
            read={(text) => (text.trim() === "" ? null : wholeIn(text, 0, mostSeed))}
            wrong={words.seedWrong}
            hint={words.seedHint}
            placeholder={tuningPlans.hyperparameters.chosen}
            isNumber
            onChange={(seed) => changePlan(plan.id, { seed })}
          />
        </div>
      </div>
      <FieldProblems field="seed" problems={problems} />
    </Section>
  );
}
