import { createHash } from "node:crypto";
import { hasFailed } from "../../../../preload/ends.ts";
import { writtenTime } from "../../../exported.ts";
import { byRow, type GroupedAnswer, type RowGroup } from "../format/groups.ts";
import type { EvaluationHead } from "../format/head.ts";
import { assertionOf } from "./assertions.ts";
import { promptOf, providerOf, varsOf } from "./promptfoo.ts";
import { gradersOf, type WriteReport } from "./report.ts";

/** By `failureReason` (promptfoo, types: ResultFailureReason). */
const reasons = { none: 0, assertion: 1, error: 2 } as const;

/**
 * Past results as promptfoo's `import` reads them (version 3, commands/import: `results.version`, `results.prompts`,
 * `results.results`, `config`). An answer that is not graded is an error there, never a score of 0 that counts.
 */
export const writePromptfooResults: WriteReport = async ({ head, records }, write) => {
  const { settings } = head;
  const at = writtenTime(head.startedAt ?? head.createdAt ?? 0);
  const id = createHash("sha256")
    .update(JSON.stringify([head.name, at]))
    .digest("hex")
    .slice(0, 8);
  const prompt = promptOf(head);
  const columns = new Map(settings.models.map(({ id: modelId }, place) => [modelId, place]));
  const totals = settings.models.map(() => ({ passed: 0, failed: 0, errors: 0, score: 0 }));
  await write(
    `{"evalId":${JSON.stringify(`eval-${id}-${at.slice(0, 19)}`)},"results":{"version":3,"timestamp":"${at}","results":[`,
  );
  let separator = "\n";
  for await (const group of byRow(records()))
    for (const answer of group.answers) {
      const column = columns.get(answer.modelId);
      if (column === undefined) continue;
      const result = resultOf(group, answer, head, column);
      const total = totals[column];
      if (total) {
        total.score += result.score;
        if (result.failureReason === reasons.error) total.errors += 1;
        else if (result.success) total.passed += 1;
        else total.failed += 1;
      }
      await write(`${separator}${JSON.stringify(result)}`);
      separator = ",\n";
    }
  const prompts = settings.models.map((model, place) => {
    const { passed = 0, failed = 0, errors = 0, score = 0 } = totals[place] ?? {};
    const metrics = { score, testPassCount: passed, testFailCount: failed, testErrorCount: errors };
    return { ...prompt, provider: providerOf(model).label, metrics };
  });
  const sum = (of: "passed" | "failed" | "errors") => totals.reduce((all, one) => all + one[of], 0);
  const stats = { successes: sum("passed"), failures: sum("failed"), errors: sum("errors"), tokenUsage: {} };
  const config = {
    description: head.name,
    prompts: [prompt],
    providers: settings.models.map(providerOf),
    tests: [],
  };
  const metadata = { evaluationCreatedAt: at, platform: head.app.platform };
  const rest = JSON.stringify({ config, shareableUrl: null, metadata });
  await write(
    `\n],"prompts":${JSON.stringify(prompts)},"stats":${JSON.stringify(stats)}},${rest.slice(1)}\n`,
  );
};

function resultOf(group: RowGroup, answer: GroupedAnswer, head: EvaluationHead, column: number) {
  const { settings } = head;
  const model = settings.models[column];
  const prompt = promptOf(head);
  const graded = gradersOf(head).flatMap((grader) => {
    const grade = answer.grades.find(({ graderId }) => graderId === grader.id);
    if (!grade || grade.score === null) return [];
    const assertion = assertionOf(grader) ?? { type: grader.kind, metric: grader.name };
    return [
      { assertion, pass: grade.passed ?? grade.score > 0, score: grade.score, reason: grade.said ?? "" },
    ];
  });
  const isError = hasFailed(answer) || (graded.length === 0 && settings.graders.length > 0);
  const isPassed = graded.every(({ pass }) => pass);
  const [lead] = graded;
  const score = isError ? 0 : (lead?.score ?? Number(isPassed));
  const error = isError ? (answer.said ?? answer.diagnosis ?? answer.end) : null;
  const usage = answer.tokens && {
    prompt: answer.tokens.prompt,
    completion: answer.tokens.completion,
    total: answer.tokens.prompt + answer.tokens.completion,
    completionDetails: { reasoning: answer.tokens.reasoning },
  };
  const vars = varsOf(group);
  const named = Object.fromEntries(
    graded.map(({ assertion, score: one }) => [String(assertion.metric), one]),
  );
  return {
    promptIdx: column,
    testIdx: group.row.row * settings.repeats + answer.repeat,
    promptId: createHash("sha256").update(prompt.raw).digest("hex"),
    provider: model ? { id: providerOf(model).id, label: providerOf(model).label } : { id: answer.modelId },
    prompt: { raw: JSON.stringify(group.row.messages), label: prompt.label },
    vars,
    testCase: { vars, assert: graded.map(({ assertion }) => assertion) },
    response: hasFailed(answer) ? { error } : { output: answer.text, ...(usage && { tokenUsage: usage }) },
    success: !isError && isPassed,
    score,
    failureReason: isError ? reasons.error : isPassed ? reasons.none : reasons.assertion,
    gradingResult: isError
      ? null
      : {
          pass: isPassed,
          score,
          reason: graded.find(({ pass }) => !pass)?.reason ?? "",
          namedScores: named,
          componentResults: graded,
        },
    namedScores: isError ? {} : named,
    latencyMs: answer.total ?? 0,
    ...(answer.cost && answer.cost.currency === "USD" && { cost: answer.cost.amount }),
    ...(usage && { tokenUsage: usage }),
    ...(error !== null && { error }),
    metadata: {},
  };
}
