import { findingLines } from "../../preload/strings/filter.ts";
import { noSpeed } from "../../preload/strings/no-speed.ts";
import { explainNote, parameterList } from "../../preload/strings/request-notes.ts";
import { type Cell, csvOf } from "../csv.ts";
import { writtenTime } from "../exported.ts";
import { findingsIn } from "../foundry/chat/filters.ts";
import { answerOf } from "../runs/record.ts";
import type { Bundle } from "../runs/shape.ts";

/** One row a run, warm-ups too. Times in milliseconds. */
export function writeCsv({ columns, deployments, prompts, runs }: Bundle): string {
  const columnOf = new Map(columns.map((column, index) => [column.id, { ...column, place: index + 1 }]));
  const deploymentOf = new Map(deployments.map((deployment) => [deployment.alias, deployment]));
  const promptOf = new Map(prompts.map((prompt) => [prompt.id, prompt.text]));
  const rows = runs.map((run): Record<string, Cell> => {
    const column = columnOf.get(run.columnId);
    const deployment = deploymentOf.get(column?.alias ?? "");
    return {
      column: column?.place ?? null,
      deployment: column?.alias ?? null,
      model: deployment?.model ?? null,
      model_version: deployment?.modelVersion ?? null,
      sku: deployment?.sku ?? null,
      region: run.region ?? deployment?.region ?? null,
      api_version: deployment?.apiVersion ?? null,
      api: run.dialect ?? null,
      route: run.route,
      started: writtenTime(run.startedAt),
      repeat: run.repeat + 1,
      warm_up: run.isWarmUp ? 1 : 0,
      end: run.end,
      problem: run.diagnosis,
      first_token_ms: run.measurement.firstToken,
      gap_median_ms: run.measurement.gapMedian,
      gap_95_ms: run.measurement.gap95,
      total_ms: run.measurement.total,
      tokens_per_second: run.measurement.tokensPerSecond,
      tokens_per_second_with_reasoning: run.measurement.tokensPerSecondWithReasoning,
      no_tokens_per_second: noSpeed({ ...run.measurement, tokens: run.tokens }),
      late_ms: run.measurement.late,
      prompt_tokens: run.tokens?.prompt ?? null,
      cached_tokens: run.tokens?.cached ?? null,
      completion_tokens: run.tokens?.completion ?? null,
      reasoning_tokens: run.tokens?.reasoning ?? null,
      cost: run.cost?.amount ?? null,
      currency: run.cost?.currency ?? null,
      parameters: parameterList(column?.parameters ?? {}, run.notes).join("; "),
      request_changes: run.notes.map((note) => explainNote(note, writtenTime)).join("; "),
      prompt: promptOf.get(run.promptId) ?? null,
      answer: answerOf(run),
      content_filter: findingLines(findingsIn(run.events)).join("\n") || null,
    };
  });
  return csvOf(rows);
}
