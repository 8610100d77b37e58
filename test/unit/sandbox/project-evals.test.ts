import { AIProjectClient } from "@azure/ai-projects";
import type { EvalCreateParams } from "openai/resources/evals/evals";
import { expect, it } from "vitest";
import { sandboxes } from "./running.ts";

const start = sandboxes();

it("@azure/ai-projects evaluates a deployment of its project with Foundry's evaluators", async () => {
  const { projectEndpoint, token } = await start();
  const credential = { getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_600_000 }) };
  const openai = new AIProjectClient(projectEndpoint, credential).getOpenAIClient({
    defaultHeaders: { "aoai-evals": "preview" },
  });
  const { id } = await openai.evals.create({
    name: "Quiz",
    data_source_config: { type: "custom", item_schema: { type: "object" }, include_sample_schema: true },
    testing_criteria: [
      {
        ...{ type: "azure_ai_evaluator", name: "f1", evaluator_name: "builtin.f1_score" },
        data_mapping: { response: "{{sample.output_text}}", ground_truth: "{{item.answer}}" },
      },
    ],
  } as unknown as EvalCreateParams);
  const { id: runId } = await openai.evals.runs.create(id, {
    data_source: {
      type: "azure_ai_target_completions",
      source: { type: "file_content", content: [{ item: { answer: "yes" } }] },
      input_messages: {
        type: "template",
        template: [
          { type: "message", role: "user", content: { type: "input_text", text: "Say exactly: yes" } },
        ],
      },
      target: { type: "azure_ai_model", model: "gpt-4.1-mini", sampling_params: {} },
    } as never,
  });
  const status = async () => (await openai.evals.runs.retrieve(runId, { eval_id: id })).status;
  await expect.poll(status, { interval: 2, timeout: 10_000 }).toBe("completed");
  const { data } = await openai.evals.runs.outputItems.list(runId, { eval_id: id });
  expect(data[0]?.results).toMatchObject([{ name: "f1", score: 1, label: "pass", threshold: 0.5 }]);
});
