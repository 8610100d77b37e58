import type { EvaluationGrader } from "../../../preload/contract/evaluation-graders.ts";
import { isPair } from "../pair.ts";

/**
 * The id of the grader of another evaluation that grades in the same way, whatever it is called there; null where there is
 * none. One that holds answers against a baseline's has no like: it says nothing without that baseline.
 */
export function sameGrader(
  grader: EvaluationGrader,
  own: readonly EvaluationGrader[],
  others: readonly EvaluationGrader[],
): string | null {
  if (isPair(grader)) return null;
  const wanted = wayOf(grader, own);
  return others.find((other) => wayOf(other, others) === wanted)?.id ?? null;
}

/** How a grader grades, as text: all that it is told without its name, and the same of those that it is made of. */
export function wayOf(grader: EvaluationGrader, all: readonly EvaluationGrader[], depth = 0): string {
  const { id: _id, name: _name, ...told } = grader;
  // One that is made of itself grades nothing.
  const way = (id: string) => {
    const part = all.find((one) => one.id === id);
    return part && depth < all.length ? wayOf(part, all, depth + 1) : null;
  };
  if (grader.kind === "all") return JSON.stringify({ ...told, of: grader.of.map(way) });
  if (grader.kind === "weighted")
    return JSON.stringify({ ...told, of: grader.of.map(({ id, weight }) => [way(id), weight]) });
  return JSON.stringify(told);
}
