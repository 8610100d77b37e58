import { problem } from "../foundry/error.ts";
import type { Questions } from "../runs/questions.ts";
import type { SeriesWork } from "./engine.ts";
import { keyOf, placesOf, planOf } from "./plan.ts";
import type { StoredSeries } from "./store.ts";

/**
 * What a series that is kept has still to ask, without the places that are `done`, and of whom. What is asked of a column
 * without a target throws `not_found`.
 */
export function askedOf(
  series: StoredSeries,
  done: ReadonlySet<string>,
  questions: Questions,
): Omit<SeriesWork, "ended" | "waiting" | "halted"> {
  const { about, targets } = series;
  const columns = new Map(about.columns.map((column, position) => [column.id, { column, position }]));
  const prompts = new Map(about.prompts.map((prompt) => [prompt.id, prompt.text]));
  const asked = (columnId: string) => {
    const found = columns.get(columnId);
    const target = targets[columnId];
    if (!found || !target) throw problem("not_found");
    const { systemPrompt, parameters } = found.column;
    return { ...target, systemPrompt, parameters };
  };
  return {
    places: placesOf(planOf(series)).filter((place) => !done.has(keyOf(place))),
    atOnce: about.conditions.atOnce,
    limitOf: (columnId) => questions.limitOf(asked(columnId)),
    pacing: questions.pacing,
    ask: ({ columnId, promptId }, signal) =>
      questions.ask(
        asked(columnId),
        columns.get(columnId)?.position ?? 0,
        prompts.get(promptId) ?? "",
        signal,
      ),
    conditions: (columnId) => questions.conditions(asked(columnId)),
    cost: (columnId, measured, region) => questions.cost(asked(columnId), measured, region),
  };
}
