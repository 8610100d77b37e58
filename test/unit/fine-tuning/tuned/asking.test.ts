import { describe, expect, it } from "vitest";
import { askRow } from "../../../../main/fine-tuning/tuned/trials/asking.ts";
import { createPacing } from "../../../../main/runs/pacing.ts";
import type { Questions } from "../../../../main/runs/questions.ts";
import type { Diagnosis } from "../../../../preload/contract/diagnosis.ts";
import { FakeClock, refusal } from "./azure.ts";

/** Asks a deployment that answers so, one after the other. */
function asking(...answers: (string | Diagnosis)[]) {
  const clock = new FakeClock();
  const left = [...answers];
  let asked = 0;
  const questions = {
    pacing: createPacing(),
    limitOf: () => "d",
    async *ask() {
      asked += 1;
      const next = left.length > 1 ? left.shift() : left[0];
      if (typeof next === "string") yield { type: "text", at: 0, text: next };
      const isText = typeof next === "string";
      const diagnosis = isText ? null : next;
      yield { type: "end", at: 0, end: isText ? "stop" : "failed", usage: null, diagnosis };
    },
  };
  const ask = () =>
    askRow(
      { questions: questions as unknown as Questions, clock },
      { connectionId: "c", deployment: "d" },
      { messages: [{ role: "user", content: "Hi" }], tools: [] },
      0,
      new AbortController().signal,
    );
  return { ask, clock, asked: () => asked };
}

describe("a row that is asked", () => {
  it("waits for a deployment that is not quite there yet, and longer for what it has learned", async () => {
    const notReady = refusal("deployment_not_ready", 503);
    const { ask, clock, asked } = asking(notReady, refusal("adapter_not_loaded", 500), "yes");
    const begun = clock.time;
    expect(await ask()).toEqual({ text: "yes", diagnosis: null });
    expect(asked()).toBe(3);
    expect(clock.time - begun).toBe(140_000);
  });

  it("gives up on one that does not come back, for all rows", async () => {
    const { ask, asked } = asking(refusal("deployment_not_ready", 503));
    await expect(ask()).rejects.toMatchObject({ diagnosis: { code: "deployment_not_ready" } });
    expect(asked()).toBe(9);
    await expect(asking(refusal("role_missing", 403)).ask()).rejects.toMatchObject({
      diagnosis: { code: "role_missing" },
    });
  });

  it("keeps a refusal that is about this row only", async () => {
    expect(await asking(refusal("prompt_filtered", 400)).ask()).toMatchObject({
      text: null,
      diagnosis: { code: "prompt_filtered" },
    });
  });
});
