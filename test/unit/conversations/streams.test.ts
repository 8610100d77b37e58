import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { openConversations } from "../../../main/conversations/store.ts";
import { createStreams } from "../../../main/conversations/streams.ts";
import type { ChatEvent } from "../../../main/foundry/chat/chat.ts";
import { openDatabase } from "../../../main/storage/database.ts";
import type { Delta } from "../../../preload/contract/conversations.ts";
import { temporaryProfiles } from "../profile.ts";

const profile = temporaryProfiles();
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const usage = { prompt: 3, completion: 11, reasoning: 0, cached: 0 };
const text = (at: number, value: string): ChatEvent => ({ type: "text", at, text: value });
const end = (at: number, how: "stop" | "cancelled" | "length" = "stop", counted = usage): ChatEvent => ({
  type: "end",
  at,
  end: how,
  usage: counted,
  diagnosis: null,
});

function setUp() {
  const database = openDatabase(join(profile(), "assay.db"));
  const store = openConversations(database);
  const events: { name: string; payload: unknown }[] = [];
  const written: string[] = [];
  const streams = createStreams(store, (name, payload) => {
    events.push({ name, payload });
    if (name === "chat.deltas")
      written.push(...[...new Set(deltas().map(({ replyId }) => store.message(replyId)?.text ?? ""))]);
  });
  const deltas = (): Delta[] =>
    events
      .filter(({ name }) => name === "chat.deltas")
      .flatMap(({ payload }) => (payload as { deltas: Delta[] }).deltas);
  const begin = (name: string) => {
    store.addTurn(
      { id: name, title: name, connectionId: "k", deployment: "d" },
      null,
      { id: `${name}-question`, text: "hello", at: 1 },
      { id: `${name}-reply`, text: "", at: 2 },
    );
    return { id: `${name}-reply`, conversationId: name };
  };
  return { database, store, streams, events, deltas, written, begin };
}

/** Events given by hand, one at a time. */
function feed() {
  const waiting: ((event: ChatEvent) => void)[] = [];
  const ready: ChatEvent[] = [];
  let aborted = false;
  const give = (event: ChatEvent) => (waiting.shift() ?? ((one: ChatEvent) => ready.push(one)))(event);
  const open = async function* (signal: AbortSignal): AsyncIterable<ChatEvent> {
    signal.addEventListener("abort", () => {
      aborted = true;
      give(end(performance.now(), "cancelled"));
    });
    for (;;) {
      const event = ready.shift() ?? (await new Promise<ChatEvent>((resolve) => waiting.push(resolve)));
      yield event;
      if (event.type === "end") return;
    }
  };
  return { give, open, isAborted: () => aborted };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe("streams", () => {
  it("shows the first text at once and then one numbered batch for all answers", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const { streams, events, deltas, begin } = setUp();
    const a = feed();
    const b = feed();
    void streams.run(begin("a"), a.open);
    void streams.run(begin("b"), b.open);
    a.give(text(1, "A"));
    b.give(text(1, "B"));
    await settle();
    expect(deltas().map((delta) => delta.text)).toEqual(["A", "B"]);
    for (const word of ["one ", "two ", "three"]) {
      a.give(text(2, word));
      b.give(text(2, word));
    }
    await settle();
    expect(deltas()).toHaveLength(2);
    vi.advanceTimersByTime(16);
    expect(deltas().slice(2)).toMatchObject([
      { replyId: "a-reply", textFrom: 1, text: "one two three" },
      { replyId: "b-reply", textFrom: 1, text: "one two three" },
    ]);
    const numbers = events
      .filter(({ name }) => name === "chat.deltas")
      .map(({ payload }) => (payload as { sequence: number }).sequence);
    expect(numbers).toEqual([1, 2, 3]);
    streams.interruptAll();
  });

  it("writes before it shows", async () => {
    const { streams, written, begin } = setUp();
    const source = feed();
    const done = streams.run(begin("a"), source.open);
    source.give(text(1, "first"));
    await settle();
    expect(written).toEqual(["first"]);
    source.give(text(2, " second"));
    source.give(end(3));
    await done;
    expect(written).toEqual(["first", "first second"]);
  });

  it("flushes before the end, and keeps the text, the end and the measurement", async () => {
    const { streams, store, events, begin } = setUp();
    const source = feed();
    const sent = performance.now();
    // The clock stands still: the only times are those of the events.
    vi.spyOn(performance, "now").mockReturnValue(sent);
    const done = streams.run(begin("a"), source.open);
    source.give({ type: "reasoning", at: sent + 100, text: "hm" });
    for (let piece = 2; piece <= 11; piece++) source.give(text(sent + piece * 100, "so"));
    source.give(end(sent + 1200));
    await done;
    const reply = store.message("a-reply");
    expect(reply).toMatchObject({ text: "so".repeat(10), reasoning: "hm", end: "stop", diagnosis: null });
    expect(reply?.measurement?.firstToken).toBeCloseTo(100, 0);
    expect(reply?.measurement?.total).toBeCloseTo(1200, 0);
    expect(reply?.measurement?.tokensPerSecond).toBeCloseTo(10, 1);
    expect(events.map(({ name }) => name).slice(-2)).toEqual(["chat.ended", "conversations.changed"]);
    expect(events.at(-1)?.payload).toMatchObject({ id: "a", answering: false });
  });

  it("stops: the socket is let go and what was written stays", async () => {
    const { streams, store, begin } = setUp();
    const source = feed();
    const done = streams.run(begin("a"), source.open);
    source.give(text(1, "half"));
    await settle();
    streams.stop("a-reply");
    await done;
    expect(source.isAborted()).toBe(true);
    expect(store.message("a-reply")).toMatchObject({ text: "half", end: "cancelled" });
    streams.stop("a-reply");
    streams.stop("unknown");
  });

  it("marks what the end of the app cut, now or at the next start", async () => {
    const { database, streams, store, begin } = setUp();
    const now = feed();
    void streams.run(begin("a"), now.open);
    now.give(text(1, "half"));
    await settle();
    streams.interruptAll();
    expect(store.message("a-reply")).toMatchObject({ text: "half", end: "interrupted" });
    begin("b");
    store.append([{ replyId: "b-reply", text: "cut ", reasoning: "" }]);
    store.append([{ replyId: "b-reply", text: "off", reasoning: "" }]);
    const again = openConversations(database);
    expect(again.recover()).toBe(1);
    expect(again.message("b-reply")).toMatchObject({ text: "cut off", end: "interrupted" });
    expect(again.recover()).toBe(0);
    expect(database.prepare("select count(*) n from stream_parts").get()).toEqual({ n: 0 });
  });

  it("tries again to write an end that could not be written, and knows it meanwhile", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const { streams, store, begin } = setUp();
    vi.spyOn(console, "error").mockImplementation(() => {});
    const finish = vi.spyOn(store, "finish").mockImplementationOnce(() => {
      throw new Error("database or disk is full");
    });
    const source = feed();
    const done = streams.run(begin("a"), source.open);
    source.give(text(1, "whole"));
    source.give(end(2));
    await done;
    expect(store.message("a-reply")?.end).toBeNull();
    expect(streams.unwrittenEnd("a-reply")).toMatchObject({
      end: "stop",
      diagnosis: { code: "storage_failed" },
    });
    expect(streams.isAnswering("a")).toBe(false);
    vi.advanceTimersByTime(5_000);
    expect(finish).toHaveBeenCalledTimes(2);
    expect(store.message("a-reply")).toMatchObject({ text: "whole", end: "stop" });
    expect(streams.unwrittenEnd("a-reply")).toBeUndefined();
  });

  it("keeps whole characters, however they are cut, and leaves out what cannot be kept", async () => {
    const { streams, store, deltas, begin } = setUp();
    const source = feed();
    const done = streams.run(begin("a"), source.open);
    for (const [index, part] of ["a\0b ", "\uD83E", "\uDDE1 ", "x\uDC00y", "\uD83E"].entries()) {
      source.give(text(index, part));
      await settle();
    }
    source.give(end(9));
    await done;
    expect(store.message("a-reply")?.text).toBe("ab 🧡 x\uFFFDy");
    expect(
      deltas()
        .map((delta) => delta.text)
        .join(""),
    ).toBe("ab 🧡 x\uFFFDy");
  });

  it("ends an answer that never stops growing", async () => {
    const { streams, store, begin } = setUp();
    const source = feed();
    const done = streams.run(begin("a"), source.open);
    const million = "x".repeat(1_000_000);
    for (let count = 0; count < 6; count++) source.give(text(count, million));
    await done;
    expect(source.isAborted()).toBe(true);
    const reply = store.message("a-reply");
    expect(reply).toMatchObject({ end: "failed", diagnosis: { code: "reply_not_understood" } });
    expect(reply?.text.length).toBe(5_000_000);
  });

  it("ends an answer that never stops calling tools", async () => {
    const { streams, store, begin } = setUp();
    const source = feed();
    const done = streams.run(begin("a"), source.open);
    const million = "x".repeat(1_000_000);
    for (let index = 0; index < 6; index++)
      source.give({ type: "tool_call", at: index, index, id: `call_${index}`, arguments: million });
    await done;
    expect(source.isAborted()).toBe(true);
    expect(store.message("a-reply")).toMatchObject({
      end: "failed",
      diagnosis: { code: "reply_not_understood" },
    });
  });

  it("ends an answer that cannot be written and shows nothing that is not kept", async () => {
    const { streams, store, events, deltas, begin } = setUp();
    vi.spyOn(console, "error").mockImplementation(() => {});
    const source = feed();
    const done = streams.run(begin("a"), source.open);
    source.give(text(1, "kept"));
    await settle();
    vi.spyOn(store, "append").mockImplementation(() => {
      throw new Error("database or disk is full");
    });
    source.give(text(2, " lost"));
    await done;
    expect(deltas().map((delta) => delta.text)).toEqual(["kept"]);
    expect(store.message("a-reply")).toMatchObject({
      text: "kept",
      end: "failed",
      diagnosis: { code: "storage_failed" },
    });
    expect(source.isAborted()).toBe(true);
    expect(events.some(({ name }) => name === "chat.ended")).toBe(true);
  });

  it("writes what there is besides the text before it is shown, and shows it while the answer runs", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const { streams, store, deltas, begin } = setUp();
    const source = feed();
    void streams.run(begin("a"), source.open);
    const call = { id: "ws_1", tool: "web_search", input: "gold", output: "" };
    source.give({ type: "hosted_call", at: 1, state: "running", ...call });
    source.give({ type: "commentary", at: 1, text: "I'll look. " });
    source.give({ type: "commentary", at: 1, text: "Wait." });
    await settle();
    vi.advanceTimersByTime(16);
    expect(deltas()).toMatchObject([
      {
        text: "",
        details: { commentary: "I'll look. Wait.", hostedCalls: [{ ...call, state: "running" }] },
      },
    ]);
    expect(store.message("a-reply")).toMatchObject({ end: null, details: deltas()[0]?.details });
    source.give({ type: "hosted_call", at: 2, state: "completed", ...call, input: "" });
    source.give({ type: "citation", at: 2, url: "https://example.com", title: "Gold", quote: "" });
    source.give({ type: "citation", at: 2, url: "https://example.com", title: "Gold", quote: "" });
    await settle();
    vi.advanceTimersByTime(16);
    expect(deltas()).toHaveLength(2);
    expect(deltas()[1]?.details).toMatchObject({
      hostedCalls: [{ ...call, state: "completed" }],
      citations: [{ url: "https://example.com", title: "Gold", quote: "" }],
    });
    streams.interruptAll();
    expect(store.message("a-reply")).toMatchObject({
      end: "interrupted",
      details: { commentary: "I'll look. Wait." },
    });
  });

  it("gives back as it came what is the whole answer, and not the second part of one", async () => {
    const { streams, store, begin } = setUp();
    const kept = { dialect: "responses" as const, items: [{ type: "message" }] };
    const run = async (reply: ReturnType<typeof begin>, ...events: ChatEvent[]) => {
      const source = feed();
      const done = streams.run({ ...reply, text: store.message(reply.id)?.text ?? "" }, source.open);
      for (const event of events) source.give(event);
      await done;
    };
    const whole = begin("whole");
    await run(whole, text(1, "All at once."), { type: "kept", at: 2, kept }, end(3));
    expect(store.kept(whole.id)).toEqual(kept);
    const parts = begin("parts");
    await run(parts, text(1, "The first part"), end(2, "cancelled"));
    await run(parts, text(3, " and the second."), { type: "kept", at: 4, kept }, end(5));
    expect(store.message(parts.id)?.text).toBe("The first part and the second.");
    expect(store.kept(parts.id)).toBeNull();
  });

  it("keeps pictures with their answer before it ends, under the name of the question", async () => {
    const { streams, store, deltas, begin } = setUp();
    const source = feed();
    const done = streams.run(begin("a"), source.open);
    source.give({ type: "picture", at: 1, mediaType: "image/webp", data: "UklGRg==" });
    await settle();
    const picture = { kind: "image", name: "hello.webp", type: "image/webp", size: 4 };
    expect(deltas()).toMatchObject([{ text: "", attachments: [picture] }]);
    source.give({ type: "picture", at: 2, mediaType: "image/png", data: "iVBORw==" });
    source.give(end(3));
    await done;
    expect(store.message("a-reply")).toMatchObject({
      end: "stop",
      attachments: [picture, { ...picture, name: "hello.png", type: "image/png" }],
    });
  });

  it("ends an answer whose commentary or pictures never stop", async () => {
    const { streams, store, begin } = setUp();
    const talker = feed();
    const painter = feed();
    const done = [streams.run(begin("a"), talker.open), streams.run(begin("b"), painter.open)];
    for (let count = 0; count < 6; count++)
      talker.give({ type: "commentary", at: count, text: "x".repeat(1_000_000) });
    const data = "A".repeat(40_000_000);
    for (let count = 0; count < 3; count++)
      painter.give({ type: "picture", at: count, mediaType: "image/png", data });
    await Promise.all(done);
    for (const id of ["a-reply", "b-reply"])
      expect(store.message(id)).toMatchObject({
        end: "failed",
        diagnosis: { code: "reply_not_understood" },
      });
  });

  it("gives an answer that was gone on with back by its text, and counts both parts", async () => {
    const { streams, store, begin } = setUp();
    const reply = begin("a");
    const part = async (said: string, how: "length" | "stop", items: object[]) => {
      const source = feed();
      const done = streams.run({ ...store.message(reply.id), ...reply }, source.open);
      source.give(text(2, said));
      if (items.length > 0)
        source.give({ type: "kept", at: 3, kept: { dialect: "messages", items: items as never } });
      source.give(end(4, how, { prompt: 30, completion: 10, reasoning: 4, cached: 20 }));
      await done;
    };
    await part("One, ", "length", []);
    await part("two.", "stop", [
      { type: "thinking", thinking: "2", signature: "s" },
      { type: "text", text: "two." },
    ]);
    expect(store.kept(reply.id)).toBeNull();
    expect(store.message(reply.id)).toMatchObject({
      text: "One, two.",
      measurement: { tokens: { prompt: 60, completion: 20, reasoning: 8, cached: 40 } },
    });
  });

  it("leaves what the service works on in the background as it is when the app ends", async () => {
    const { streams, store, events, begin } = setUp();
    const source = feed();
    const done = streams.run(begin("a"), source.open);
    source.give({ type: "background", at: 1, id: "resp_1", status: "queued" });
    await settle();
    expect([streams.isBusy(), streams.isAnswering("a")]).toEqual([false, true]);
    streams.interruptAll();
    await done;
    expect(source.isAborted()).toBe(true);
    expect(events.map(({ name }) => name)).toEqual(["chat.deltas"]);
    expect(store.recover()).toBe(0);
    expect(store.inBackground()).toEqual(["a-reply"]);
    expect(store.message("a-reply")).toMatchObject({
      end: null,
      details: { background: { id: "resp_1", status: "queued" } },
    });
  });
});
