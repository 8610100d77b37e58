import type { CardNote, TuningPlan } from "../../../preload/contract/tuning-plans.ts";
import { tuningPlans } from "../../../preload/strings/tuning-plans.ts";
import { TextField } from "../../ui/text-field.tsx";
import { TypedField } from "../../ui/typed-field.tsx";
import { FieldProblems, Section } from "./section.tsx";
import { changePlan } from "./state.ts";

const words = tuningPlans.wandb;
const nothing = { project: "", name: "", entity: "", tags: [] };

/** Where else the metrics go. */
export function Wandb({ plan, problems }: { plan: TuningPlan; problems: readonly CardNote[] }) {
  const { id, wandb } = plan;
  const put = (change: Partial<typeof wandb>) => wandb && changePlan(id, { wandb: { ...wandb, ...change } });
  return (
    <Section field="wandb" title={words.title} hint={words.hint}>
      <label className="row">
        <input
          type="checkbox"
          checked={wandb !== null}
          onChange={({ target }) => changePlan(id, { wandb: target.checked ? nothing : null })}
        />
        {words.use}
      </label>
      {wandb && (
        <div className="fields">
          {(["project", "name", "entity"] as const).map((field) => (
            <TextField
              key={field}
              label={words[field]}
              value={wandb[field]}
              maxLength={200}
              placeholder={field === "project" ? "" : words.optional}
              onChange={(text) => put({ [field]: text })}
            />
          ))}
          <TypedField<string[]>
            label={words.tags}
            value={wandb.tags}
            text={(tags) => tags.join(", ")}
            read={tagsIn}
            wrong={words.tagsWrong}
            placeholder={words.optional}
            onChange={(tags) => put({ tags })}
          />
        </div>
      )}
      <FieldProblems field="wandb" problems={problems} />
    </Section>
  );
}

/** Tags between commas, each once; undefined where there are more or longer ones than the contract takes. */
export function tagsIn(text: string): string[] | undefined {
  const tags = [...new Set(text.split(",").map((tag) => tag.trim()))].filter(Boolean);
  return tags.length <= 20 && tags.every((tag) => tag.length <= 64) ? tags : undefined;
}
