import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { openEvaluation } from "../../../../main/evaluations/files/imports/open.ts";
import { failuresIn } from "../../../../main/evaluations/process/failures.ts";
import { keepRecords } from "../../../../main/evaluations/process/files/keep.ts";
import { rowIn } from "../../../../main/evaluations/process/row.ts";
import { closeAll, sessionOf } from "../../../../main/evaluations/process/session.ts";
import { explain } from "../../../../preload/strings/explain.ts";

const folder = mkdtempSync(join(tmpdir(), "assay-test-kept-"));
afterEach(() => {
  closeAll();
  rmSync(folder, { recursive: true, force: true });
});

const result = (testIdx: number, error: string | null) => ({
  promptIdx: 0,
  testIdx,
  provider: { id: "openai:gpt-4.1" },
  prompt: { raw: `Question ${testIdx}`, label: "p" },
  vars: { q: String(testIdx) },
  testCase: { vars: { q: String(testIdx) }, assert: [{ type: "equals", value: "4" }] },
  ...(error === null ? { response: { output: "4" }, failureReason: 0 } : { response: {}, failureReason: 2 }),
  ...(error ? { error } : {}),
  success: error === null,
  score: error === null ? 1 : 0,
});

it("answers that failed elsewhere say why as the file does, and are counted by that", async () => {
  const results = [
    result(0, null),
    result(1, "API error: 429 Too Many Requests"),
    result(2, "API error: 429 Too Many Requests"),
    result(3, "Request timed out after 300000 ms"),
    result(4, ""),
  ];
  const bytes = new TextEncoder().encode(JSON.stringify({ results: { version: 3, results } }));
  const file = join(folder, "kept.db");
  const opened = await openEvaluation([{ name: "r.json", bytes }]);
  await keepRecords(file, opened, { signal: new AbortController().signal, progress: () => {} });
  const session = sessionOf(file);
  expect(failuresIn(session).map(({ count, diagnosis }) => [count, explain(diagnosis).cause])).toEqual([
    [2, "The imported file says: API error: 429 Too Many Requests"],
    [1, "The imported file says: Request timed out after 300000 ms"],
    [1, "The imported file doesn't say why."],
  ]);
  const [answer] = rowIn(session, 3).answers;
  expect(answer?.diagnosis).toMatchObject({
    code: "evaluation_failed_elsewhere",
    parameters: { reason: "Request timed out after 300000 ms" },
    raw: { message: "Request timed out after 300000 ms" },
  });
});
