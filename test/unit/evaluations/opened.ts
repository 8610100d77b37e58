import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, vi } from "vitest";
import { blocking } from "../../../main/evaluations/before/remarks.ts";
import type { EmbedTexts, RemoteServices } from "../../../main/evaluations/engine/ports.ts";
import { createEvaluations } from "../../../main/evaluations/evaluations.ts";
import { openEvaluationList } from "../../../main/evaluations/list.ts";
import { evaluationPlaces } from "../../../main/evaluations/places.ts";
import { openAllowedScripts } from "../../../main/evaluations/scripts.ts";
import type { ChatEvent, ChatMessage } from "../../../main/foundry/chat/chat.ts";
import { createWorkers } from "../../../main/processes/workers.ts";
import { createPacing } from "../../../main/runs/pacing.ts";
import type { Questions } from "../../../main/runs/questions.ts";
import { openDatabase } from "../../../main/storage/database.ts";
import type { Dataset } from "../../../preload/contract/datasets.ts";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { EvaluationGrader } from "../../../preload/contract/evaluation-graders.ts";
import type { EvaluationModel, EvaluationSettings } from "../../../preload/contract/evaluation-settings.ts";
import { evaluationWorkers } from "../../fakes/evaluation-workers.ts";

/** What a deployment says: a text, or why it says nothing. */
export type Says = string | Diagnosis;

/** What each answer takes. */
const usage = { prompt: 2, completion: 1, reasoning: 0, cached: 0 };

/** Deployments that answer as they are told, and what they were asked. */
export function answering(
  says: (asked: string, deployment: string, system: string) => Says | Promise<Says>,
): Questions & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    async *ask({ deployment, systemPrompt }, _position, prompt, signal): AsyncGenerator<ChatEvent, void> {
      const last = (prompt as readonly ChatMessage[]).at(-1)?.content ?? "";
      asked.push(`${deployment}: ${last}`);
      const aborted = new Promise<null>((resolve) => {
        if (signal.aborted) resolve(null);
        signal.addEventListener("abort", () => resolve(null));
      });
      const said = await Promise.race([says(last, deployment, systemPrompt), aborted]);
      const end = { type: "end", at: performance.now(), usage: null } as const;
      if (said === null) yield { ...end, end: "cancelled", diagnosis: null };
      else if (typeof said !== "string") yield { ...end, end: "failed", diagnosis: said };
      else {
        yield { type: "text", at: performance.now(), text: said };
        yield { ...end, usage, end: "stop", diagnosis: null };
      }
    },
    conditions: (of) => ({
      asked: { connectionId: of.connectionId, deployment: of.deployment },
      startedAt: 1,
      model: null,
      sku: null,
      apiVersion: null,
      route: null,
      region: null,
      requestId: null,
      remaining: { requests: null, tokens: null },
    }),
    cost: async () => ({ amount: 0.5, currency: "USD" }),
    limitOf: ({ connectionId, deployment }) => `${connectionId}/${deployment}`,
    pacing: createPacing(),
  };
}

export const model = (id: string, more: Partial<EvaluationModel> = {}): EvaluationModel => ({
  id,
  name: id,
  connectionId: "c",
  deployment: id,
  modelId: null,
  systemPrompt: "",
  parameters: {},
  ...more,
});

export const equals: EvaluationGrader = {
  id: "same",
  name: "Same",
  kind: "text",
  operation: "equals",
  input: "{{sample.output_text}}",
  expected: "{{reference}}",
  ignoreCase: false,
  ignoreBlanks: true,
  isNegated: false,
};

export const settingsOf = (more: Partial<EvaluationSettings> = {}): EvaluationSettings => ({
  name: "Numbers",
  data: { datasetId: "d", part: null, rows: null, seed: 1 },
  models: [model("base"), model("tuned")],
  baseline: "base",
  prompt: { kind: "row" },
  graders: [equals],
  lead: "same",
  repeats: 1,
  atOnce: 4,
  place: { kind: "here" },
  clusters: { kind: "none" },
  ...more,
});

/** A row that asks for its own number. */
export const numberRow = (number: number) => ({
  key: number + 1,
  text: JSON.stringify({
    messages: [
      { role: "user", content: `Say ${number}` },
      { role: "assistant", content: String(number) },
    ],
  }),
  tags: number % 2 === 0 ? ["even"] : [],
  language: null,
  group: null,
});

/** The evaluations of a profile, over a dataset of so many rows and deployments that answer as told. */
export function openedEvaluations(
  profile: string,
  questions: Questions,
  {
    rows = 10,
    embed = async () => ({ vectors: [], tokens: null }),
    refuseLeaks = () => {},
    remote = null,
    removeAll,
  }: {
    rows?: number;
    embed?: EmbedTexts;
    refuseLeaks?: (version: number) => void;
    remote?: RemoteServices | null;
    removeAll?: (path: string) => void;
  } = {},
) {
  const database = openDatabase(join(profile, "assay.db"));
  let isEnded = false;
  const uses: string[] = [];
  const events: string[] = [];
  const places = evaluationPlaces(join(profile, "evaluations"), removeAll);
  const writers = createWorkers(evaluationWorkers);
  const scripts = openAllowedScripts(database);
  const service = createEvaluations({
    list: openEvaluationList(database),
    places,
    writers,
    questions,
    embed,
    remote,
    before: {
      blocking: async (settings) => blocking(settings, scripts.isAllowed),
      refuseLeaks: async (_settings, version) => refuseLeaks(version),
    },
    ended: ({ state }) => events.push(state),
    emit: () => {},
    datasets: {
      get: () => ({ name: "Numbers" }) as Dataset,
      use: async (_id, { usedBy }) => {
        uses.push(usedBy);
        return 3;
      },
      unuse: (_kind, usedBy) => void uses.splice(uses.indexOf(usedBy), 1),
      extract: async (_id, { path, rows: wanted }) => {
        const lines = Array.from({ length: wanted ?? rows }, (_, number) =>
          JSON.stringify(numberRow(number)),
        );
        await writeFile(path, `${lines.join("\n")}\n`);
        return rows;
      },
    },
  });
  /** The evaluation once it is not under way any more. */
  const settled = (id: string) =>
    vi.waitFor(
      () => {
        const one = service.get(id);
        expect(["running", "preparing"]).not.toContain(one.state);
        return one;
      },
      { timeout: 20_000, interval: 2 },
    );
  const started = async (settings: EvaluationSettings) => {
    const { id } = service.create({ settings });
    await service.start(id);
    return settled(id);
  };
  return {
    service,
    places,
    workers: writers,
    database,
    scripts,
    uses,
    events,
    settled,
    started,
    ask: writers.desk().ask,
    fileOf: (id: string) => places.file(id),
    /** The app is killed: what it waits for never comes. */
    end: () => {
      service.interrupt();
      writers.end();
      database.close();
      isEnded = true;
    },
    close: async () => {
      if (isEnded) return;
      service.interrupt();
      await service.settled();
      writers.end();
      database.close();
    },
  };
}
