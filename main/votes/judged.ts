import type { Column, Comparison, Run } from "../../preload/contract/comparisons.ts";
import type { ChatParameters } from "../../preload/contract/conversations.ts";
import type { JudgedAnswer } from "../../preload/contract/votes.ts";
import type { Connections } from "../connections/connections.ts";
import type { Deployments } from "../deployments/deployments.ts";
import { problem } from "../foundry/error.ts";
import { contestantOf } from "./contestants.ts";

/** What of the rest of the app is needed to say whose answer it is. */
export interface Known {
  connections: Pick<Connections, "list">;
  deployments: Pick<Deployments, "find">;
  /** A registered model; null where there is none any more. */
  model: (id: string) => { name: string; systemPrompt: string; parameters: ChatParameters } | null;
}

/** An answer with all there is to know of it, so that nothing has to be looked up later. */
export function judged(column: Column, run: Run, { connections, deployments, model }: Known): JudgedAnswer {
  // As the column was when it was asked: it may have been changed since.
  const asked = run.asked ?? column;
  const { connectionId, deployment, modelId, systemPrompt, parameters } = asked;
  const connection = connections.list().find(({ id }) => id === connectionId);
  const facts = deployments.find(connectionId, deployment);
  return {
    runId: run.id,
    contestant: contestantOf(
      asked,
      connection?.endpoint ?? connectionId,
      modelId === null ? null : model(modelId),
      run.notes,
    ),
    deployment,
    connection: connection?.name ?? "",
    model: run.conditions.model ?? facts?.model ?? null,
    modelVersion: facts?.version ?? null,
    systemPrompt,
    parameters,
    notes: run.notes ?? [],
    prompt: run.prompt,
    text: run.text,
    end: run.end ?? "unknown",
    measured: run.measured,
    conditions: run.conditions,
    cost: run.cost,
  };
}

/** The answer that a comparison shows with this run. Throws `not_found` for any other, and before it has ended. */
export function shownRun({ layout }: Comparison, runId: string): { column: Column; run: Run } {
  const column = layout.find(({ run }) => run?.id === runId);
  const run = column?.run;
  if (!column || run?.state !== "ended") throw problem("not_found");
  return { column, run };
}
