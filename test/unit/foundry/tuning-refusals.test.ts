import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createManaged } from "../../../main/foundry/deployments/managed.ts";
import { createFiles } from "../../../main/foundry/files/files.ts";
import { createGraders } from "../../../main/foundry/graders/graders.ts";
import { diagnoseAnswer } from "../../../main/foundry/http/diagnosis.ts";
import { diagnoseJobFailure } from "../../../main/foundry/jobs/failure.ts";
import { createJobs } from "../../../main/foundry/jobs/jobs.ts";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import { explain } from "../../../preload/strings/explain.ts";
import { diagnosisArticles } from "../../../preload/strings/help-diagnoses.ts";
import { shapes } from "./refusal-shapes.ts";
import { diagnosisFrom, json, servers, targetOf } from "./server.ts";
import { type Asked, type Refusal, tuningRefusals } from "./tuning-refusals.ts";

/** Every refusal of fine-tuning, however it is written: from the wire to the words that a person reads. */

const start = servers();
let path: string;
beforeAll(() => {
  path = join(mkdtempSync(join(tmpdir(), "refusals-")), "data.jsonl");
  writeFileSync(path, "{}\n");
});
afterAll(() => rmSync(join(path, ".."), { recursive: true, force: true }));

const deployment = { model: "m.ft-1", version: "1", format: "OpenAI", sku: "Standard", capacity: 1 };
const grader = { type: "string_check", name: "g", input: "a", reference: "b", operation: "eq" } as const;
const resourceId =
  "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/g/providers/Microsoft.CognitiveServices/accounts/a";

/** Asks at a server; fails with what it answers. */
function ask(asked: Asked, origin: string): Promise<unknown> {
  const target = targetOf(origin);
  const [jobs, files, graders] = [createJobs(target), createFiles(target), createGraders(target)];
  const managed = createManaged(
    {
      ...{ origin, audience: "https://management.core.windows.net/", consent: null },
      credential: { kind: "token", for: async () => "token" },
      fetch: (input, init) => fetch(input, init),
    },
    resourceId,
  );
  const sending = { signal: new AbortController().signal, onProgress: () => {}, onPart: () => {} };
  const source = { path, bytes: 3 };
  switch (asked) {
    case "create job":
      return jobs.create({ model: "m", training_file: "file-1", trainingType: "Standard", suffix: "s" });
    case "job":
      return jobs.get("ftjob-1");
    case "cancel":
      return jobs.cancel("ftjob-1");
    case "pause":
      return jobs.pause("ftjob-1");
    case "resume":
      return jobs.resume("ftjob-1");
    case "remove job":
      return jobs.remove("ftjob-1");
    case "copy":
      return jobs.copy("ftjob-1", "ftchkpt-1", { destination: resourceId, region: "westus3" });
    case "send file":
      return files.send("data.jsonl", source, sending);
    case "file":
      return files.get("file-1");
    case "remove file":
      return files.remove("file-1");
    case "begin upload":
    case "part":
      return files.sendParts("data.jsonl", source, null, sending);
    case "grader":
      return graders.validate(grader);
    case "deploy":
      return managed.put("tuned", deployment);
    case "deployment":
      return managed.get("tuned");
    case "failed job":
      return jobs.get("ftjob-1").then(({ error }) => diagnoseJobFailure(error));
  }
}

/** The diagnosis of a refusal that is written in one of the shapes. */
async function diagnosisOf(
  { asked, status, code, param }: Refusal,
  message: string,
  shape: string,
): Promise<Diagnosis> {
  const body = shapes[shape]?.(code, message, param ?? null);
  const server = await start((request, response) => {
    if (asked === "part" && request.path.includes("/uploads?"))
      return json(response, 200, { id: "upload_1", expires_at: Math.floor(Date.now() / 1000) + 3600 });
    if (asked !== "failed job")
      return code === "" && message === "" ? response.writeHead(status).end() : json(response, status, body);
    const error = (body as { error?: unknown }).error ?? body;
    json(response, 200, { id: "ftjob-1", object: "fine_tuning.job", status: "failed", error });
  });
  if (asked === "failed job") return (await ask(asked, server.origin)) as Diagnosis;
  return diagnosisFrom(ask(asked, server.origin));
}

/** The details are all that was said, also around what they are of. */
const knownIn = ({ knows = {} }: Refusal): Record<string, unknown> =>
  "details" in knows ? { ...knows, details: expect.stringContaining(knows.details ?? "") } : knows;

/** Nothing has no shape, and what says that a route is not there wraps nothing. */
function shapesOf({ code, says: [first], meant }: Refusal): string[] {
  if (code === "" && first === "") return ["usual"];
  return meant === "route_not_found" ? ["usual", "flat", "in another order"] : Object.keys(shapes);
}

const titled = tuningRefusals.map((refusal) => {
  const { asked, status, code, says, param = "" } = refusal;
  return [`${asked}: ${status || "failed"} ${code} ${says[0]} ${param}`, refusal] as const;
});

describe("a refusal about fine-tuning", () => {
  it.each(titled)("%s", async (_, refusal) => {
    const [first = "", ...others] = refusal.says;
    for (const shape of shapesOf(refusal)) {
      const { code, parameters, retryable } = await diagnosisOf(refusal, first, shape);
      expect({ shape, code }).toEqual({ shape, code: refusal.meant });
      // A text that holds the code has it in its details, too.
      if (shape !== "with other marks" && !/text/.test(shape))
        expect(parameters).toMatchObject(knownIn(refusal));
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
      expect(`${title} ${cause}`).not.toMatch(/(?<!\{)\{\w*\}|\{"|undefined/);
      if (message !== "") expect(said?.words).toBe(message);
      expect(remedies.length).toBeGreaterThan(0);
      const article = diagnosisArticles.find(({ id }) => id === diagnosis.code);
      expect(article?.blocks.some((block) => "steps" in block)).toBe(true);
    }
  });

  it("means what it says elsewhere where it is not about training", () => {
    const context = { host: "h", path: "/openai/v1/fine_tuning/jobs", method: "POST", secrets: [], sent: "" };
    const body = JSON.stringify({
      error: { code: "quotaExceeded", message: "Example 4 exceeds the quota." },
    });
    expect(diagnoseAnswer(429, new Headers(), body, context).code).toBe("rate_limited");
  });

  it("that is a page is of a route that is not there", async () => {
    const server = await start((_, response) =>
      response.writeHead(404, { "content-type": "text/html" }).end("<html><title>404</title></html>"),
    );
    expect((await diagnosisFrom(ask("pause", server.origin))).code).toBe("route_not_found");
  });
});

describe("a job that failed without a word of why", () => {
  it.each([null, {}, { code: null, message: null }, { code: "", message: "", param: null }])(
    "%j",
    async (error) => {
      const server = await start((_, response) =>
        json(response, 200, { id: "ftjob-1", status: "failed", error }),
      );
      const diagnosis = (await ask("failed job", server.origin)) as Diagnosis;
      expect(diagnosis.code).toBe("job_failed");
      expect(explain(diagnosis)).toMatchObject({ cause: "The service doesn't say why.", said: null });
    },
  );
});

describe("a model that was just deployed", () => {
  const chat = (status: number, code: string, message: string) =>
    diagnoseAnswer(status, new Headers(), JSON.stringify({ error: { code, message } }), {
      ...{ host: "h", path: "/openai/v1/chat/completions", deployment: "tuned", secrets: [], sent: "" },
    });

  it.each([404, 409, 429, 503])("and is not ready with %i says so, and may answer later", (status) => {
    const diagnosis = chat(status, "DeploymentNotReady", "The deployment is not ready.");
    expect(diagnosis).toMatchObject({ code: "deployment_not_ready", retryable: true });
    expect(explain(diagnosis).title).toContain("tuned");
  });

  it.each(["Failed to load LoRA adapter", "Failed to load LoRA", "failed to load the LoRA: tuned"])(
    "and has not loaded what it learned says so: %s",
    (message) => {
      const diagnosis = chat(500, "", message);
      expect(diagnosis).toMatchObject({ code: "adapter_not_loaded", retryable: true });
    },
  );

  it("and is not there at all is not there", () => {
    expect(chat(404, "DeploymentNotFound", "The API deployment for this resource does not exist.").code).toBe(
      "deployment_not_found",
    );
  });
});
