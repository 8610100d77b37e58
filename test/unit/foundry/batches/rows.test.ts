import { describe, expect, it } from "vitest";
import { batchLine, cutBatch } from "../../../../main/foundry/batches/lines.ts";
import { linesOf, resultIn } from "../../../../main/foundry/batches/results.ts";
import { batchIn, hasEnded } from "../../../../main/foundry/batches/rows.ts";
import { FoundryError } from "../../../../main/foundry/error.ts";
import type { Context } from "../../../../main/foundry/http/exchange.ts";
import { isBatchType } from "../../../../preload/batch-types.ts";
import { mangled } from "../mangled.ts";

const context: Context = { host: "h", path: "/v1/chat/completions", secrets: [], sent: "" };

describe("a batch's row", () => {
  it("is read as the guide's samples of the dated route have it: capitals, dates, counts of null", () => {
    const row = {
      id: "batch_1",
      status: "Validating",
      created_at: "2026-08-14T10:00:00.1234567+00:00",
      endpoint: null,
      input_file_id: "file-1",
      output_file_id: null,
      error_file_id: null,
      request_counts: { total: null, completed: null, failed: null },
      errors: null,
      metadata: null,
    };
    expect(batchIn(row)).toMatchObject({
      state: "validating",
      createdAt: Date.UTC(2026, 7, 14, 10, 0, 0, 123),
      endpoint: null,
      outputFile: null,
      counts: null,
      faults: [],
    });
  });

  it("is read as the Python samples have it: small letters, seconds, empty texts", () => {
    const row = {
      id: "batch_1",
      status: "in_progress",
      created_at: 1_722_476_583,
      in_progress_at: 1_722_477_429,
      output_file_id: "",
      error_file_id: "",
      request_counts: { total: 3, completed: 1, failed: 0 },
    };
    expect(batchIn(row)).toMatchObject({
      state: "in_progress",
      createdAt: 1_722_476_583_000,
      startedAt: 1_722_477_429_000,
      outputFile: null,
      errorFile: null,
      counts: { total: 3, completed: 1, failed: 0 },
    });
  });

  it.each([
    ["InProgress", "in_progress", false],
    ["Canceled", "cancelled", true],
    ["CANCELLING", "cancelling", false],
    ["Expired", "expired", true],
    ["something new", "something_new", false],
  ])("in the state %s is %s", (said, state, isOver) => {
    const batch = batchIn({ id: "b", status: said });
    expect(batch?.state).toBe(state);
    expect(hasEnded(batch?.state ?? "")).toBe(isOver);
  });

  it("is a batch or none, whatever is odd about it", () => {
    const whole = {
      id: "b",
      status: "failed",
      created_at: 1,
      request_counts: { total: 1 },
      errors: { object: "list", data: [{ code: "c", message: "m", line: 3 }] },
      usage: { input_tokens: 1, output_tokens: 2 },
      metadata: { a: "b" },
    };
    expect(batchIn(whole)?.faults).toEqual([{ code: "c", message: "m", line: 3 }]);
    for (const row of mangled(whole)) {
      const batch = batchIn(typeof row === "object" && row !== null ? (row as object as never) : {});
      if (batch) expect(batch).toMatchObject({ id: expect.any(String), state: expect.any(String) });
    }
  });
});

describe("a line of a batch's results", () => {
  const answer = {
    object: "chat.completion",
    model: "gpt-4.1-mini-2025-04-14",
    choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content: "Hello" } }],
    usage: { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7 },
  };
  const read = (row: unknown) => resultIn(JSON.stringify(row), "m", context);

  it("is an answer with its tokens", async () => {
    const row = {
      custom_id: "a",
      response: { status_code: 200, request_id: "r", body: answer },
      error: null,
    };
    expect(await read(row)).toMatchObject({
      customId: "a",
      requestId: "r",
      answer: { text: "Hello", end: "stop", usage: { prompt: 5, completion: 2 }, diagnosis: null },
    });
  });

  it("has the calls of tools", async () => {
    const call = { id: "c1", type: "function", function: { name: "look_up", arguments: '{"id":1}' } };
    const message = { role: "assistant", content: null, tool_calls: [call] };
    const body = { ...answer, choices: [{ index: 0, finish_reason: "tool_calls", message }] };
    const row = { custom_id: "a", response: { status_code: 200, body } };
    expect((await read(row))?.answer).toMatchObject({
      end: "tool_calls",
      calls: [{ id: "c1", name: "look_up", arguments: '{"id":1}' }],
      diagnosis: null,
    });
  });

  it("fails inside its reply as OpenAI has it, and beside it as Azure may", async () => {
    const message = "Rate limit is exceeded.";
    const inside = {
      custom_id: "a",
      response: { status_code: 429, body: { error: { code: "429", message } } },
    };
    expect((await read({ ...inside, error: null }))?.answer?.diagnosis?.code).toBe("rate_limited");
    const beside = {
      custom_id: "a",
      response: null,
      error: { code: "content_filter", message: "content_filter" },
    };
    expect((await read(beside))?.answer?.diagnosis?.code).toBe("prompt_filtered");
    const expired = {
      custom_id: "a",
      response: null,
      error: { code: "batch_expired", message: "Too late." },
    };
    expect((await read(expired))?.answer?.diagnosis?.code).toBe("batch_expired");
    const empty = { custom_id: "a", response: { status_code: 200, body: { ...answer, choices: [] } } };
    expect((await read(empty))?.answer?.diagnosis?.code).toBe("empty_answer");
  });

  it("is one with an answer or a reason, whatever is odd about it, or none", async () => {
    const row = {
      custom_id: "a",
      response: { status_code: 200, request_id: "r", body: answer },
      error: null,
    };
    for (const odd of mangled(row)) {
      const result = await read(odd);
      if (result === null) continue;
      expect(result.customId).not.toBe("");
      const { text, diagnosis } = result.answer ?? { text: "", diagnosis: null };
      expect(text !== "" || diagnosis !== null).toBe(true);
    }
    expect(await resultIn("no JSON", "m", context)).toBeNull();
  });
});

it("lines are read wherever their bytes are cut, blank ones left out", async () => {
  const bytes = Buffer.from('{"a":"ä"}\r\n\n{"b":1}');
  for (let cut = 0; cut <= bytes.length; cut += 1) {
    const lines: string[] = [];
    const pieces = (async function* () {
      yield bytes.subarray(0, cut);
      yield bytes.subarray(cut);
    })();
    for await (const line of linesOf(pieces)) lines.push(line.trim());
    expect(lines).toEqual(['{"a":"ä"}', '{"b":1}']);
  }
});

it("lines are cut into files by their number and their bytes, none lost", () => {
  const limits = { lines: 3, bytes: 10 };
  expect(cutBatch([], limits)).toEqual([]);
  expect(cutBatch([1, 1, 1, 1], limits)).toEqual([
    { from: 0, to: 3, bytes: 3 },
    { from: 3, to: 4, bytes: 1 },
  ]);
  expect(cutBatch([6, 4, 1], limits)).toEqual([
    { from: 0, to: 2, bytes: 10 },
    { from: 2, to: 3, bytes: 1 },
  ]);
  const many = cutBatch(Array.from({ length: 250_000 }, () => 100));
  expect(many.map(({ from, to }) => to - from)).toEqual([100_000, 100_000, 50_000]);
  const tooLong = () => cutBatch([1, 11], limits);
  expect(tooLong).toThrow(FoundryError);
  expect(tooLong).toThrow("batch_line_too_long");
});

it("a line names its id, its address and the body", () => {
  expect(batchLine("a\n", "/chat/completions", { model: "m" })).toBe(
    '{"custom_id":"a\\n","method":"POST","url":"/chat/completions","body":{"model":"m"}}\n',
  );
});

it.each([
  ["GlobalBatch", true],
  ["DataZoneBatch", true],
  ["globalbatch", true],
  ["GlobalStandard", false],
  ["DeveloperTier", false],
  [null, false],
])("the type %s runs batches: %s", (sku, runs) => {
  expect(isBatchType(sku)).toBe(runs);
});
