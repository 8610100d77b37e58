import OpenAI, { AzureOpenAI, toFile } from "openai";
import type { FineTuningJob } from "openai/resources/fine-tuning/jobs";
import { expect } from "vitest";
import type { Sandbox } from "../../../main/sandbox/server.ts";

/** The `openai` package on each of the three ways to the resource. */
export const clients: Record<"v1" | "project" | "dated", (sandbox: Sandbox) => OpenAI> = {
  v1: ({ url, apiKey }) => new OpenAI({ baseURL: `${url}/openai/v1/`, apiKey, maxRetries: 0 }),
  project: ({ projectEndpoint, apiKey }) =>
    new OpenAI({ baseURL: `${projectEndpoint}/openai/v1`, apiKey, maxRetries: 0 }),
  dated: ({ url, apiKey }) =>
    new AzureOpenAI({ endpoint: url, apiKey, apiVersion: "2025-04-01-preview", maxRetries: 0 }),
};

/** Lines of a file, each an object or a text to stand there as it is. */
export const linesOf = (rows: readonly unknown[]): string =>
  rows.map((row) => `${typeof row === "string" ? row : JSON.stringify(row)}\n`).join("");

/** So many examples of supervised training, no two alike. */
export const conversations = (count: number): object[] =>
  Array.from({ length: count }, (_, index) => ({
    messages: [
      { role: "system", content: "You are brief." },
      { role: "user", content: `What is ${index} plus one?` },
      { role: "assistant", content: `${index + 1}`, weight: 1 },
    ],
  }));

/** Uploads a file to train on, and waits until the sandbox has looked at it. */
export async function uploaded(openai: OpenAI, text: string | Buffer, name = "train.jsonl") {
  const file = await openai.files.create({
    file: await toFile(Buffer.from(text), name),
    purpose: "fine-tune",
  });
  return openai.files.waitForProcessing(file.id, { pollInterval: 2 });
}

/** A job as soon as its state is one that is waited for. */
export async function becomes(
  openai: OpenAI,
  id: string,
  isWanted: (status: string) => boolean,
): Promise<FineTuningJob> {
  let job = await openai.fineTuning.jobs.retrieve(id);
  const isThere = async () => {
    job = await openai.fineTuning.jobs.retrieve(id);
    return isWanted(job.status);
  };
  await expect.poll(isThere, { interval: 2, timeout: 10_000 }).toBe(true);
  return job;
}
