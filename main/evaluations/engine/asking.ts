import type { EvaluationModel } from "../../../preload/contract/evaluation-settings.ts";
import type { Questions } from "../../runs/questions.ts";
import { answerOf } from "../../runs/record.ts";
import type { BundleRun } from "../../runs/shape.ts";
import { attempt } from "../../series/attempt.ts";
import type { Writer } from "../process/work.ts";
import type { Counts, EndedAnswer } from "../shape.ts";
import { leftOf } from "./left.ts";
import type { Lane } from "./pool.ts";

/** What one model of an evaluation is asked, and where it is written down. */
export interface Asking {
  file: string;
  writer: Writer;
  questions: Questions;
  model: EvaluationModel;
  /** The place of the model in the settings. */
  place: number;
  waiting: Lane<unknown, unknown>["waiting"];
  /** Told how much is done when an answer is written down. */
  written(counts: Counts): void;
}

/** Rows and repeats of a model, one after the other. */
export function askingLane(asking: Asking): Lane<[row: number, repeat: number], EndedAnswer> {
  const { file, writer, questions, model, place } = asking;
  const { connectionId, deployment, systemPrompt, parameters } = model;
  const limit = questions.limitOf(model);
  return {
    limit,
    waiting: asking.waiting,
    next: leftOf(writer, file, place),
    attempt: async ([row, repeat], signal) => {
      const { messages, tools } = await writer.ask("question", { file, row });
      const asked = { connectionId, deployment, systemPrompt, parameters, tools };
      const result = await attempt(
        {
          ask: (_place, own) => questions.ask(asked, place, messages, own),
          conditions: () => questions.conditions(asked),
          cost: (_columnId, measured, region) => questions.cost(asked, measured, region),
        },
        { columnId: model.id, promptId: String(row), repeat, isWarmUp: false },
        signal,
        (headroom) => questions.pacing.started(limit, headroom),
      );
      if (result === null) return null;
      const { run, diagnosis } = result;
      return { value: { ...endedOf(run), row, model: place, repeat, diagnosis }, diagnosis };
    },
    ended: async (_task, answer) => {
      asking.written(await writer.ask("put", { file, answers: [answer] }));
    },
  };
}

/** What is written down of a run. */
function endedOf(run: BundleRun): Omit<EndedAnswer, "row" | "model" | "repeat" | "diagnosis"> {
  const { measurement, tokens } = run;
  return {
    text: answerOf(run),
    calls: callsOf(run),
    end: run.end,
    startedAt: run.startedAt,
    requestId: run.requestId,
    firstToken: measurement.firstToken,
    total: measurement.total,
    tokens: tokens && { prompt: tokens.prompt, completion: tokens.completion, reasoning: tokens.reasoning },
    cost: run.cost,
  };
}

/** The calls of tools in a run, put together from their pieces. */
function callsOf({ events }: BundleRun): EndedAnswer["calls"] {
  const calls = new Map<number, { name: string; arguments: string }>();
  for (const event of events) {
    if (event.type !== "tool_call") continue;
    const call = calls.get(event.index) ?? { name: "", arguments: "" };
    calls.set(event.index, {
      name: call.name + (event.name ?? ""),
      arguments: call.arguments + event.arguments,
    });
  }
  return [...calls.values()];
}
