import { describe, expect, it } from "vitest";
import { answeredBy, chat, replaying } from "../replay.ts";
import { splits } from "../splits.ts";
import { begins, block, call, ends, stream, text, thinking } from "./events.ts";

/** What our client makes of a stream, which is the same however it is cut. */
async function read(...events: readonly { type: string }[]) {
  const body = stream(...events);
  const [whole, ...others] = await Promise.all(
    splits(body).map((pieces) => chat(answeredBy(replaying(pieces)), { dialect: "messages" })),
  );
  if (!whole) throw new Error("Nothing was read");
  for (const { findings: _, end, ...seen } of others) {
    const { findings: _findings, end: itsEnd, ...expected } = whole;
    expect({ ...seen, end: end.end }).toEqual({ ...expected, end: itsEnd.end });
  }
  return whole;
}

const document = (message: object) =>
  chat(answeredBy(replaying([new TextEncoder().encode(JSON.stringify({ type: "message", ...message }))])), {
    dialect: "messages",
  });

describe("a streamed message", () => {
  it("is its thinking and its text, between pings and what nobody knows", async () => {
    expect(
      await read(
        begins(),
        { type: "ping" },
        ...thinking(0, "Hm", "sig"),
        { type: "unheard_of" },
        ...block(1, { type: "unheard_of", text: 7 }, { type: "unheard_of" }),
        ...text(2, "Hel", "lo"),
        ...ends("end_turn"),
      ),
    ).toMatchObject({ reasoning: "Hm", text: "Hello", end: { end: "stop", diagnosis: null } });
  });

  it("joins texts that citations cut, and sets texts apart that something stands between", async () => {
    const cited = { type: "page_location", document_title: "Terms", cited_text: "30 days" };
    const found = {
      type: "web_search_result_location",
      url: "https://example.com",
      title: "E",
      cited_text: "",
    };
    const seen = await read(
      begins(),
      ...text(0, "It says "),
      ...block(
        1,
        { type: "text", text: "", citations: [] },
        { type: "citations_delta", citation: cited },
        { type: "text_delta", text: "thirty days" },
        { type: "citations_delta", citation: found },
      ),
      ...text(2, "."),
      ...thinking(3, "One more.", "s"),
      ...text(4, "Also this."),
      ...ends("end_turn"),
    );
    expect(seen.text).toBe("It says thirty days.\n\nAlso this.");
    expect(seen.beside).toMatchObject([
      { type: "citation", url: "", title: "Terms", quote: "30 days" },
      { type: "citation", url: "https://example.com", title: "E", quote: "" },
    ]);
  });

  it("calls tools: with input in pieces, with none, and with all of it at once", async () => {
    const seen = await read(
      begins(),
      ...call(0, { type: "tool_use", id: "toolu_1", name: "weather" }, "", '{"city":', '"Oslo"}'),
      ...call(1, { type: "tool_use", id: "toolu_2", name: "now" }, ""),
      ...call(2, { type: "tool_use", id: "toolu_3", name: "weather", input: { city: "Bergen" } }),
      ...ends("tool_use"),
    );
    expect(Object.values(seen.tools)).toEqual([
      { name: "weather", arguments: '{"city":"Oslo"}' },
      { name: "now", arguments: "{}" },
      { name: "weather", arguments: '{"city":"Bergen"}' },
    ]);
    expect(seen).toMatchObject({ ids: ["toolu_1", "toolu_2", "toolu_3"], end: { end: "tool_calls" } });
  });

  it("shows what the service's own tools are asked and give", async () => {
    const { beside } = await read(
      begins(),
      ...call(0, { type: "server_tool_use", id: "srv_1", name: "web_search" }, '{"query":"wea', 'ther"}'),
      ...block(1, {
        type: "web_search_tool_result",
        tool_use_id: "srv_1",
        content: [{ type: "web_search_result", title: "Yr", url: "https://yr.no", encrypted_content: "x" }],
      }),
      ...call(2, { type: "server_tool_use", id: "srv_2", name: "bash_code_execution" }, '{"command":"ls"}'),
      ...block(3, {
        type: "bash_code_execution_tool_result",
        tool_use_id: "srv_2",
        content: { type: "bash_code_execution_result", stdout: "a.txt", stderr: "" },
      }),
      ...call(4, { type: "server_tool_use", id: "srv_3", name: "web_search" }, '{"query":"x"}'),
      ...block(5, {
        type: "web_search_tool_result",
        tool_use_id: "srv_3",
        content: { type: "web_search_tool_result_error", error_code: "max_uses_exceeded" },
      }),
      ...text(6, "Done."),
      ...ends("end_turn"),
    );
    const last = new Map(beside.map((one) => [one.type === "hosted_call" ? one.id : "", one]));
    expect(beside[0]).toMatchObject({ id: "srv_1", tool: "web_search", state: "running", input: "" });
    expect([...last.values()]).toMatchObject([
      { id: "srv_1", tool: "web_search", state: "completed", input: "weather", output: "Yr\nhttps://yr.no" },
      { id: "srv_2", state: "completed", input: "ls", output: "a.txt" },
      { id: "srv_3", state: "failed", input: "x", output: "max_uses_exceeded" },
    ]);
  });

  it("counts what was cached into the prompt, and its last counts", async () => {
    const { end } = await read(
      begins({
        input_tokens: 10,
        cache_read_input_tokens: 2000,
        cache_creation_input_tokens: 300,
        output_tokens: 1,
      }),
      ...text(0, "Hi"),
      ...ends("end_turn", { output_tokens: 90, output_tokens_details: { thinking_tokens: 60 } }),
    );
    expect(end.usage).toEqual({ prompt: 2310, completion: 90, reasoning: 60, cached: 2000 });
  });

  it.each([
    ["end_turn", "stop"],
    ["stop_sequence", "stop"],
    ["max_tokens", "length"],
    ["model_context_window_exceeded", "length"],
  ])("that stops for %s ends as %s", async (reason, end) => {
    expect((await read(begins(), ...text(0, "Hi"), ...ends(reason))).end).toMatchObject({
      end,
      diagnosis: null,
    });
  });

  it("says so when it stops for a reason that nobody knows", async () => {
    const { end } = await read(begins(), ...text(0, "Hi"), ...ends("compaction"));
    expect(end).toMatchObject({ end: "unknown", diagnosis: { code: "end_unknown" } });
  });

  it.each([
    ["before any text", []],
    ["after part of the text", text(0, "Begin by")],
  ])("tells a refusal with its category %s", async (_, before) => {
    const details = { type: "refusal", category: "cyber", explanation: "This asks for malware." };
    const seen = await read(begins(), ...before, ...ends("refusal", {}, details));
    expect(seen.text).toBe(before.length > 0 ? "Begin by" : "");
    expect(seen.end).toMatchObject({
      end: "content_filter",
      diagnosis: {
        code: "answer_declined",
        parameters: { category: "cyber" },
        raw: { message: "This asks for malware." },
      },
    });
    expect(seen.kept).toBeNull();
  });

  it("tells a refusal without a word why", async () => {
    const { end } = await read(begins(), ...ends("refusal"));
    expect(end.diagnosis).toMatchObject({ code: "answer_declined", parameters: { category: "" } });
    expect(end.diagnosis).not.toHaveProperty("raw");
  });

  it.each([
    [{ type: "error", error: { type: "overloaded_error", message: "Overloaded" } }, "service_busy"],
    [{ type: "error", error: { type: "api_error", message: "Internal server error" } }, "stream_error"],
    [{ type: "error", error: { type: "rate_limit_error", message: "Slow down" } }, "rate_limited"],
    [{ error: { code: "429", message: "Requests exceeded the rate limit" } } as never, "rate_limited"],
  ])("that breaks off with an error says why: %j", async (error, code) => {
    const seen = await read(begins(), ...text(0, "Part"), error);
    expect(seen).toMatchObject({
      text: "Part",
      end: { end: "failed", diagnosis: { code }, usage: { prompt: 5, completion: 1 } },
      kept: null,
    });
  });

  it("that is cut keeps what had arrived", async () => {
    const seen = await read(begins(), ...thinking(0, "Hm", "s"), ...text(1, "Part"));
    expect(seen).toMatchObject({ text: "Part", end: { end: "connection_lost" }, kept: null });
  });
});

describe("a message in one document", () => {
  it("is taken whole", async () => {
    const seen = await document({
      model: "claude-sonnet-4-6",
      stop_reason: "tool_use",
      usage: { input_tokens: 5, output_tokens: 7 },
      content: [
        { type: "thinking", thinking: "Hm", signature: "s" },
        { type: "text", text: "It says " },
        {
          type: "text",
          text: "this.",
          citations: [{ url: "https://example.com", title: "E", cited_text: "this" }],
        },
        { type: "server_tool_use", id: "srv_1", name: "web_search", input: { query: "q" } },
        {
          type: "web_search_tool_result",
          tool_use_id: "srv_1",
          content: [{ title: "E", url: "https://e.com" }],
        },
        { type: "text", text: "Now a tool." },
        { type: "tool_use", id: "toolu_1", name: "f", input: { a: 1 } },
      ],
    });
    expect(seen).toMatchObject({
      reasoning: "Hm",
      text: "It says this.\n\nNow a tool.",
      ids: ["toolu_1"],
      end: { end: "tool_calls", usage: { prompt: 5, completion: 7, reasoning: 0, cached: 0 } },
    });
    expect(Object.values(seen.tools)).toEqual([{ name: "f", arguments: '{"a":1}' }]);
    expect(seen.beside).toMatchObject([
      { type: "hosted_call", state: "completed", input: "q", output: "E\nhttps://e.com" },
      { type: "citation", url: "https://example.com" },
    ]);
  });

  it("that is an error says what it is", async () => {
    const body = new TextEncoder().encode(
      '{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}',
    );
    const { end } = await chat(answeredBy(replaying([body])), { dialect: "messages" });
    expect(end).toMatchObject({ end: "failed", diagnosis: { code: "service_busy" } });
  });
});
