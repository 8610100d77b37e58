import { afterEach, describe, expect, it } from "vitest";
import { noteRow } from "../../../../main/evaluations/process/noting.ts";
import { close } from "../../../../main/evaluations/process/session.ts";
import { verdictHandlers } from "../../../../main/evaluations/verdicts.ts";
import type { FineTuning } from "../../../../main/fine-tuning/fine-tuning.ts";
import { createWorkers } from "../../../../main/processes/workers.ts";
import type { MatrixView } from "../../../../preload/contract/evaluation-results.ts";
import { evaluationWorkers } from "../../../fakes/evaluation-workers.ts";
import { serviceIn } from "../../datasets/service.ts";
import { temporaryProfiles } from "../../profile.ts";
import { answerAll, filled, rightRow } from "./filled.ts";

const profile = temporaryProfiles();
const closings: (() => void)[] = [];
afterEach(() => {
  for (const closing of closings.splice(0)) closing();
});

const worse: MatrixView = {
  search: "",
  graderId: "same",
  baseline: null,
  filter: "worse",
  modelId: "tuned",
  tag: null,
  label: null,
  sort: "row",
  isDescending: false,
  groupBy: "none",
};

/** An evaluation of an imported dataset of twelve rows; the tuned model is worse on rows 1 and 4. */
async function opened(learned: { datasetId: string; version: number } | null = null) {
  const folder = profile();
  const service = serviceIn(folder);
  const text = Array.from({ length: 12 }, (_, row) => `${rightRow(row)}\n`).join("");
  const { id } = (await service.imported({ name: "questions.jsonl", text })).dataset;
  const data = { datasetId: id, part: null, rows: null, seed: 1 };
  const { file, session, settings } = await filled(
    folder,
    Array.from({ length: 12 }, (_, row) => ({ tags: row === 4 ? ["hard"] : [] })),
    { data },
  );
  answerAll(session, [
    new Array(12).fill(true),
    Array.from({ length: 12 }, (_, row) => ![1, 4].includes(row)),
  ]);
  const readers = createWorkers(evaluationWorkers);
  closings.push(() => {
    readers.end();
    close(file);
    service.close();
  });
  const lineage: FineTuning["lineage"] = (_connection, deployment) => {
    if (deployment !== "tuned") return null;
    const job = {
      data: { ...(learned ?? { datasetId: id, version: 1 }), name: "Learned", part: null, isHere: true },
    };
    return { jobs: [job] } as unknown as ReturnType<FineTuning["lineage"]>;
  };
  const handlers = verdictHandlers({
    evaluations: {
      find: () => ({ settings, version: 1, state: "done" }) as never,
      fileOf: () => file,
    },
    readers,
    datasets: service.datasets,
    tuned: { lineage },
  });
  return { ...service, id, session, handlers };
}

describe("rows of an evaluation", () => {
  it("become a dataset as they were, with their tags, the person's label and the one that is given", async () => {
    const { handlers, session, datasets, rowsOf, settled, id } = await opened();
    noteRow(session, { row: 1, note: "", label: "dates" });
    const { datasetId, rows } = await handlers["evaluationVerdicts.toDataset"]({
      id: "e",
      choice: { view: worse },
      into: { name: "Failing" },
      tag: "regression",
    });
    expect(rows).toBe(2);
    await settled(datasetId);
    expect(datasets.get(datasetId)).toMatchObject({
      name: "Failing",
      rows: 2,
      method: datasets.get(id).method,
    });
    const lines = await rowsOf(datasetId);
    expect(lines.map(({ tags }) => tags.toSorted())).toEqual([
      ["dates", "regression"],
      ["hard", "regression"],
    ]);
    const row = await datasets.row({ id: datasetId, key: 1, version: null });
    expect(row.text).toBe(rightRow(1));
    expect((await datasets.open({ id: datasetId })).origins).toMatchObject([
      { kind: "dataset", name: "Examples", rows: 2 },
    ]);
  });

  it("are added to a dataset that is there", async () => {
    const { handlers, datasets, settled, id } = await opened();
    const made = await handlers["evaluationVerdicts.toDataset"]({
      id: "e",
      choice: { rows: [7, 3, 3, 500] },
      into: { datasetId: id },
      tag: null,
    });
    expect(made).toEqual({ datasetId: id, rows: 2 });
    await settled(id);
    expect(datasets.get(id).rows).toBe(14);
  });

  it("are refused where there are none", async () => {
    const { handlers } = await opened();
    const asked = { id: "e", choice: { rows: [500] }, into: { name: "None" }, tag: null };
    await expect(handlers["evaluationVerdicts.toDataset"](asked)).rejects.toMatchObject({
      diagnosis: { code: "dataset_empty" },
    });
  });
});

describe("the nearest training rows", () => {
  it("are told of models that were tuned here, and whether one is the same", async () => {
    const { handlers, id } = await opened();
    const found = await handlers["evaluationVerdicts.nearest"]({ id: "e", row: 5 });
    expect(found[0]).toMatchObject({
      modelId: "tuned",
      datasetId: id,
      datasetName: "Learned",
      key: 6,
      asked: "Question 5",
      answer: "right",
      likeness: 1,
      isSame: true,
    });
    expect(found.slice(1).every(({ isSame, likeness }) => !isSame && likeness < 1)).toBe(true);
  });
});
