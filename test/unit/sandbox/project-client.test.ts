import { AIProjectClient } from "@azure/ai-projects";
import { toFile } from "openai";
import { expect, it } from "vitest";
import { sandboxes } from "./running.ts";
import { becomes, conversations, linesOf } from "./training-client.ts";

const start = sandboxes();

it("@azure/ai-projects tunes a model through its project", async () => {
  const { projectEndpoint, token } = await start();
  const credential = { getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_600_000 }) };
  const openai = new AIProjectClient(projectEndpoint, credential).getOpenAIClient();
  const sent = await openai.files.create({
    file: await toFile(Buffer.from(linesOf(conversations(40))), "train.jsonl"),
    purpose: "fine-tune",
  });
  const { id, status } = await openai.files.waitForProcessing(sent.id, { pollInterval: 2 });
  expect(status).toBe("processed");
  const asked = { model: "gpt-4.1-mini-2025-04-14", training_file: id, trainingType: "GlobalStandard" };
  const begun = await openai.fineTuning.jobs.create(asked);
  const job = await becomes(openai, begun.id, (state) => state === "succeeded");
  expect(job.fine_tuned_model).toMatch(/^gpt-4\.1-mini-2025-04-14\.ft-/);
});
