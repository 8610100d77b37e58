import type { EvaluationGrader } from "../../../preload/contract/evaluation-graders.ts";
import type { EvaluationSettings } from "../../../preload/contract/evaluation-settings.ts";

type Graders = Pick<EvaluationSettings, "graders" | "lead">;

/** The graders with one of them changed. */
export const withGrader = (
  graders: readonly EvaluationGrader[],
  next: EvaluationGrader,
): EvaluationGrader[] => graders.map((one) => (one.id === next.id ? next : one));

/** The graders with one of them at another place. The main one stays the same, also where that is simply the first. */
export function moved({ graders, lead }: Graders, from: number, by: 1 | -1): Graders {
  const next = [...graders];
  const [grader] = next.splice(from, 1);
  if (grader) next.splice(from + by, 0, grader);
  return { graders: next, lead: lead ?? graders[0]?.id ?? null };
}

/** The graders without one, which those that are made of others no longer name, and which is not the main one any more. */
export function withoutGrader({ graders, lead }: Graders, id: string): Graders {
  const left = graders
    .filter((one) => one.id !== id)
    .map((one): EvaluationGrader => {
      if (one.kind === "all") return { ...one, of: one.of.filter((part) => part !== id) };
      if (one.kind === "weighted") return { ...one, of: one.of.filter((part) => part.id !== id) };
      return one;
    });
  return { graders: left, lead: lead === id ? null : lead };
}
