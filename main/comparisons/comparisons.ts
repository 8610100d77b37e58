import { randomUUID } from "node:crypto";
import type {
  Column,
  Comparison,
  ComparisonSummary,
  Run,
  RunConditions,
} from "../../preload/contract/comparisons.ts";
import type { Message } from "../../preload/contract/conversations.ts";
import type { Input } from "../../preload/contract/index.ts";
import { problem } from "../foundry/error.ts";
import type { Emit } from "../ipc.ts";
import { keep } from "../keep.ts";
import { logFault } from "../log.ts";
import type { Questions } from "../runs/questions.ts";
import { createRuns } from "./active-runs.ts";
import type { ComparisonStore } from "./store.ts";

export interface Comparisons {
  list(): ComparisonSummary[];
  /** Each of these throws `not_found` for what is not there, and `storage_failed`. */
  get(id: string): Comparison;
  create(): Comparison;
  remove(id: string): void;
  restore(id: string): ComparisonSummary;
  arrange(input: Input<"comparisons.arrange">): Comparison;
  /** Begins a run in every column, or in one; what runs there is ended first. */
  ask(id: string, columnId?: string): Comparison;
  /** Tells anew what the answers of a deployment have cost: its price has changed. */
  priced(asked: Pick<Column, "connectionId" | "deployment">): void;
  /** What a column was asked and has answered. Throws `not_found` as long as it has not. */
  answered(id: string, columnId: string): Answered;
  stop(id: string, columnId?: string): void;
  isBusy(): boolean;
  interruptAll(): void;
  purge(): void;
}

/** One question and its answer, told as a conversation knows them. */
interface Answered
  extends Pick<Column, "connectionId" | "deployment" | "modelId" | "systemPrompt" | "parameters"> {
  question: string;
  answer: Pick<Message, "text" | "reasoning" | "createdAt" | "end" | "measurement" | "details">;
}

/** Prompts that are asked of several deployments at once, and what was measured of their answers. */
export function createComparisons(store: ComparisonStore, questions: Questions, emit: Emit): Comparisons {
  const runs = createRuns(store, emit, questions.pacing);

  const found = (id: string) => {
    const comparison = store.get(id);
    if (!comparison) throw problem("not_found");
    // The last text of what is under way may not be written yet.
    const layout = comparison.layout.map((one) => ({ ...one, run: runs.current(one.id) ?? one.run }));
    return { ...comparison, layout };
  };

  const told = (id: string) => {
    const comparison = found(id);
    const { prompt: _prompt, layout: _layout, ...summary } = comparison;
    emit("comparisons.changed", summary);
    return comparison;
  };

  const begin = (comparison: Comparison, column: Column, position: number) => {
    runs.stop((run) => run.columnId === column.id);
    const prompt = column.ownPrompt ?? comparison.prompt;
    if (prompt.trim() === "") return;
    const { id: _id, run: _run, ...asked } = column;
    const run: Run = {
      id: randomUUID(),
      columnId: column.id,
      comparisonId: comparison.id,
      prompt,
      text: "",
      reasoning: "",
      state: "running",
      retryAt: null,
      attempts: 0,
      end: null,
      diagnosis: null,
      measured: null,
      conditions: questions.conditions(column),
      cost: null,
      notes: [],
      asked,
    };
    runs.begin(
      run,
      questions.limitOf(column),
      (signal) => questions.ask(column, position, prompt, signal),
      async (ended) => ({
        ...ended,
        cost: await questions.cost(column, ended.measured, ended.conditions.region),
      }),
    );
  };

  const priceAnew = async (run: Run, asked: NonNullable<RunConditions["asked"]>) => {
    const cost = await questions.cost(asked, run.measured, run.conditions.region);
    const told = { ...run, cost };
    keep(() => store.putRun(told));
    // One that has been asked again meanwhile is shown as it is now.
    if (store.get(run.comparisonId)?.layout.some((one) => one.run?.id === run.id))
      emit("comparisons.run", told);
  };

  return {
    list: () => store.list(),
    get: found,
    create: () => {
      const id = randomUUID();
      keep(() => store.create(id));
      return told(id);
    },
    remove: (id) => {
      found(id);
      runs.stop((run) => run.comparisonId === id);
      keep(() => store.setRemoved(id, true));
      emit("comparisons.removed", { id });
    },
    restore: (id) => {
      keep(() => store.setRemoved(id, false));
      const { prompt: _prompt, layout: _layout, ...summary } = told(id);
      return summary;
    },
    arrange: ({ id, prompt, columns }) => {
      found(id);
      const kept = new Set(columns.map((column) => column.id));
      runs.stop((run) => run.comparisonId === id && !kept.has(run.columnId));
      keep(() => store.arrange(id, prompt, columns));
      return told(id);
    },
    ask: (id, columnId) => {
      const comparison = found(id);
      for (const [position, column] of comparison.layout.entries()) {
        if (columnId !== undefined && column.id !== columnId) continue;
        // Whoever asks a column that waits does not want to wait.
        const waits = column.id === columnId && column.run?.state === "waiting";
        if (waits) questions.pacing.release(questions.limitOf(column));
        begin(comparison, column, position);
      }
      return found(id);
    },
    answered: (id, columnId) => {
      const column = found(id).layout.find((one) => one.id === columnId);
      if (column?.run?.state !== "ended" || column.run.text === "") throw problem("not_found");
      const { run: _run, id: _id, ownPrompt: _own, ...asked } = column;
      return { ...asked, question: column.run.prompt, answer: answerOf(column.run) };
    },
    priced: ({ connectionId, deployment }) => {
      for (const { id } of store.list()) {
        for (const { run } of store.get(id)?.layout ?? []) {
          const { asked } = run?.conditions ?? {};
          if (run?.state !== "ended" || asked?.connectionId !== connectionId) continue;
          if (asked.deployment === deployment) {
            priceAnew(run, asked).catch((error) => logFault("A cost could not be told anew", error));
          }
        }
      }
    },
    stop: (id, columnId) =>
      runs.stop((run) => run.comparisonId === id && (columnId === undefined || run.columnId === columnId)),
    isBusy: () => runs.isBusy(),
    interruptAll: () => runs.interruptAll(),
    purge: () => store.purge(),
  };
}

function answerOf({
  text,
  reasoning,
  end,
  measured,
  conditions,
  notes = [],
  filters = [],
  answers,
  commentary,
  hostedCalls,
  citations,
}: Run): Answered["answer"] {
  const { startedAt, dialect, route, requestId, region } = conditions;
  return {
    text,
    reasoning,
    end,
    createdAt: startedAt,
    measurement: measured && {
      firstToken: measured.firstToken,
      total: measured.total,
      tokens: measured.tokens,
      tokensPerSecond: measured.tokensPerSecondWithReasoning ?? measured.tokensPerSecond,
    },
    details: {
      refused: false,
      toolCalls: [],
      filters,
      answers,
      commentary,
      hostedCalls,
      citations,
      reasoningTime: null,
      notes,
      dialect,
      route,
      requestId,
      region,
    },
  };
}
