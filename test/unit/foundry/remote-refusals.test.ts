import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createBatches, diagnoseBatch } from "../../../main/foundry/batches/batches.ts";
import { embed } from "../../../main/foundry/embeddings/embeddings.ts";
import { createEvals, diagnoseEvalRun } from "../../../main/foundry/evals/evals.ts";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import { explain } from "../../../preload/strings/explain.ts";
import { diagnosisArticles } from "../../../preload/strings/help-diagnoses.ts";
import { shapes } from "./refusal-shapes.ts";
import { type RemoteAsked, type RemoteRefusal, remoteRefusals } from "./remote-refusals.ts";
import { diagnosisFrom, json, servers, targetOf } from "./server.ts";

/** Every refusal of embeddings, batches and evaluations, from the wire to the words that a person reads. */

const start = servers();
let path: string;
beforeAll(() => {
  path = join(mkdtempSync(join(tmpdir(), "refusals-")), "lines.jsonl");
  writeFileSync(path, "{}\n");
});
afterAll(() => rmSync(join(path, ".."), { recursive: true, force: true }));

const criterion = { type: "string_check", name: "g", input: "a", reference: "b", operation: "eq" };
const runSource = { kind: "answers", rows: [{ item: {} }] } as const;

/** Asks at a server; fails with what it answers. What has failed itself gives the diagnosis of why. */
function ask(asked: RemoteAsked, origin: string): Promise<unknown> {
  const target = targetOf(origin);
  const [batches, evals] = [createBatches(target), createEvals(target)];
  const sending = { signal: new AbortController().signal, onProgress: () => {} };
  switch (asked) {
    case "embed":
      return embed(target, { deployment: "d", inputs: ["a"] });
    case "send file":
      return batches.send("lines.jsonl", { path, bytes: 3 }, sending);
    case "create batch":
      return batches.create("file-1", { url: "/chat/completions" });
    case "batch":
      return batches.get("batch_1");
    case "cancel batch":
      return batches.cancel("batch_1");
    case "failed batch":
      return batches.get("batch_1").then(diagnoseBatch);
    case "create eval":
      return evals.create({ name: "e", itemSchema: {}, criteria: [criterion] });
    case "eval":
      return evals.get("eval_1");
    case "start run":
      return evals.start("eval_1", "r", runSource);
    case "cancel run":
      return evals.cancel("eval_1", "evalrun_1");
    case "failed run":
      return evals.run("eval_1", "evalrun_1").then(diagnoseEvalRun);
  }
}

const hasFailed = (asked: RemoteAsked) => asked === "failed batch" || asked === "failed run";

async function diagnosisOf(
  { asked, status, code, param }: RemoteRefusal,
  message: string,
  shape: string,
): Promise<Diagnosis> {
  const server = await start((_, response) => {
    if (asked === "failed batch")
      json(response, 200, {
        id: "batch_1",
        status: "Failed",
        errors: { object: "list", data: [{ code, message, line: 7, param: null }] },
      });
    else if (asked === "failed run")
      json(response, 200, { id: "evalrun_1", status: "failed", error: { code, message } });
    else json(response, status, shapes[shape]?.(code, message, param ?? null));
  });
  return hasFailed(asked)
    ? ((await ask(asked, server.origin)) as Diagnosis)
    : diagnosisFrom(ask(asked, server.origin));
}

const shapesOf = ({ asked, meant }: RemoteRefusal): string[] => {
  if (hasFailed(asked)) return ["usual"];
  return meant === "route_not_found" ? ["usual", "flat", "in another order"] : Object.keys(shapes);
};

const titled = remoteRefusals.map((refusal) => {
  const { asked, status, code, says, param = "" } = refusal;
  return [`${asked}: ${status || "failed"} ${code} ${says[0]} ${param}`, refusal] as const;
});

describe("a refusal about embeddings, batches or evaluations", () => {
  it.each(titled)("%s", async (_, refusal) => {
    const [first = "", ...others] = refusal.says;
    for (const shape of shapesOf(refusal)) {
      const { code, parameters, retryable } = await diagnosisOf(refusal, first, shape);
      expect({ shape, code }).toEqual({ shape, code: refusal.meant });
      if (shape === "usual") expect(parameters).toMatchObject(refusal.knows ?? {});
      if (refusal.retryable) expect(retryable).toBe(true);
    }
    for (const message of others) {
      const { code } = await diagnosisOf(refusal, message, "usual");
      expect({ message, code }).toEqual({ message, code: refusal.meant });
    }
  });

  it.each(titled)("has words, remedies and help: %s", async (_, refusal) => {
    for (const message of refusal.says) {
      const diagnosis = await diagnosisOf(refusal, message, "usual");
      const { title, cause, said, remedies } = explain(diagnosis);
      expect(`${title} ${cause}`).not.toMatch(/\{\w*\}|undefined/);
      expect(said?.words).toBe(message);
      expect(remedies.length).toBeGreaterThan(0);
      const article = diagnosisArticles.find(({ id }) => id === diagnosis.code);
      expect(article?.blocks.some((block) => "steps" in block)).toBe(true);
    }
  });

  it("is read from the list that stands in the place of a batch", async () => {
    const data = [
      { code: "model_not_found", message: "The model deployment 'x' does not exist.", line: null },
    ];
    const server = await start((_, response) => json(response, 400, { errors: { data, object: "list" } }));
    const diagnosis = await diagnosisFrom(ask("create batch", server.origin));
    expect(diagnosis).toMatchObject({ code: "batch_deployment_refused", raw: { message: data[0]?.message } });
  });

  it("is of a batch that failed or a run that failed without a word of why", async () => {
    const server = await start((_, response) =>
      json(response, 200, { id: "x", status: "failed", error: null }),
    );
    const [batch, run] = [await ask("failed batch", server.origin), await ask("failed run", server.origin)];
    expect(explain(batch as Diagnosis)).toMatchObject({ cause: "The service doesn't say why.", said: null });
    expect(explain(run as Diagnosis)).toMatchObject({ cause: "The service doesn't say why.", said: null });
  });
});
