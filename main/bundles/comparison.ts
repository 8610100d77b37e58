import type { Comparison, Run } from "../../preload/contract/comparisons.ts";
import { beginningOf } from "../../preload/cut.ts";
import { recordOf } from "../runs/record.ts";
import type { Bundle, Pieces } from "../runs/shape.ts";
import type { Judgements } from "../votes/judgements.ts";

/**
 * What the columns of a comparison answered last, as a bundle: each prompt that was asked, once. `piecesOf` gives null
 * for a run of which only the text is kept; that is told as having come at its end. Null when nothing was answered.
 */
export function comparisonBundle(
  { title, layout }: Pick<Comparison, "title" | "layout">,
  about: Pick<Bundle, "deployments" | "columns" | "app">,
  piecesOf: (run: Run) => Pieces | null,
  judgements: Judgements,
): Bundle | null {
  const ended = layout.flatMap(({ id, run }) => (run?.state === "ended" ? [{ columnId: id, run }] : []));
  const [first] = ended;
  if (!first) return null;
  const texts = [...new Set(ended.map(({ run }) => run.prompt))];
  const placeIn = ({ columnId, run }: (typeof ended)[number]) => ({
    columnId,
    promptId: `p${texts.indexOf(run.prompt) + 1}`,
    repeat: 0,
  });
  const runs = ended.map((one) => {
    const { events, notes } = piecesOf(one.run) ?? piecesAtEnd(one.run);
    const place = { ...placeIn(one), isWarmUp: false };
    return recordOf(one.run, place, { events: () => events, notes: () => notes });
  });
  return {
    title: title === "" ? beginningOf(first.run.prompt.split("\n")[0] ?? "", titleLength) : title,
    createdAt: Math.min(...ended.map(({ run }) => run.conditions.startedAt)),
    ...about,
    conditions: { repeats: 1, warmUps: 0, order: "given", atOnce: ended.length, seed: 0 },
    prompts: texts.map((text, index) => ({ id: `p${index + 1}`, text, variables: {} })),
    ...judgements((runId) => {
      const judged = ended.find(({ run }) => run.id === runId);
      return judged ? placeIn(judged) : null;
    }),
    runs,
  };
}

const titleLength = 80;

function piecesAtEnd({ text, reasoning, measured, notes = [] }: Run): Pieces {
  const at = measured?.total ?? 0;
  const pieces = [
    { at, type: "reasoning" as const, text: reasoning },
    { at, type: "text" as const, text },
  ];
  return { events: pieces.filter((piece) => piece.text !== ""), notes };
}
