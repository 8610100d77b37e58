import type { EvaluationSettings } from "../../preload/contract/evaluation-settings.ts";
import type { Result } from "../../preload/contract/index.ts";
import { beginningOf } from "../../preload/cut.ts";
import type { Datasets } from "../datasets/datasets.ts";
import { askedRow, expectedCalls, itemOf, shownMessage } from "./asked-row.ts";

/** Rows that are shown, and rows whose fields are looked at. */
const shownRows = 3;
const lookedRows = 50;
/** Characters of a message that are shown. */
const shownText = 20_000;

/** What the first rows of a draft would be asked, and the fields that rows have. Throws what reading them throws. */
export async function previewOf(
  { data, prompt }: EvaluationSettings,
  datasets: Pick<Datasets, "draw">,
): Promise<Result<"evaluations.preview">> {
  if (!data) return { rows: [], fields: [] };
  const { datasetId, part, rows, seed } = data;
  const count = Math.min(lookedRows, rows ?? lookedRows);
  const drawn = await datasets.draw(datasetId, { version: null, part, rows: count, seed });
  const fields = new Set(drawn.flatMap(({ text }) => Object.keys(itemOf(text))));
  return {
    fields: [...fields],
    rows: drawn.slice(0, shownRows).map(({ key, text }) => {
      const asked = askedRow(text, prompt);
      const { question, problem } = asked;
      const place = "place" in asked ? asked.place : null;
      const messages = (question?.messages ?? [])
        .map(shownMessage)
        .map(({ role, content, calls, images }) => ({
          ...{ role, calls },
          content: beginningOf(content, shownText),
          images: images.length,
        }));
      const reference = question?.reference ?? null;
      return {
        key,
        messages,
        reference,
        calls: expectedCalls(question?.item ?? itemOf(text)),
        problem,
        place,
      };
    }),
  };
}
