import { describe, expect, it } from "vitest";
import { collected } from "../../../main/foundry/chat/background.ts";
import { dialects } from "../../../main/foundry/chat/dialects.ts";
import type { Usage } from "../../../main/foundry/chat/events.ts";
import { readReply } from "../../../main/foundry/chat/reply.ts";
import { parseJson } from "../../../main/foundry/json.ts";
import { answeredBy, chat, replaying } from "./chat/replay.ts";
import { splits } from "./chat/splits.ts";
import { withTranscripts } from "./transcripts.ts";

/** What the notes of a reply of Responses or Messages expect (the recordings' readme). */
interface Expected {
  text: string;
  reasoning: string[];
  refusal?: string;
  tool_calls: { call_id?: string; id?: string; name: string; arguments: string }[];
  stream_errors?: unknown[];
  content_filters?: { source_type: "prompt" | "completion"; filtered: string[] }[];
  end: {
    event?: string | null;
    status?: string;
    incomplete_reason?: string | null;
    stop_reason?: string | null;
  };
  usage: Record<string, unknown> | null;
}

type Seen = Awaited<ReturnType<typeof chat>>;

/** What the ends of both APIs come to: how an answer ended, and the code of what there is to say about that. */
const ends: Record<string, [end: string, code?: string]> = {
  completed: ["stop"],
  max_output_tokens: ["length"],
  content_filter: ["content_filter"],
  end_turn: ["stop"],
  stop_sequence: ["stop"],
  tool_use: ["tool_calls"],
  max_tokens: ["length"],
  model_context_window_exceeded: ["length"],
  refusal: ["content_filter", "answer_declined"],
  pause_turn: ["unknown", "end_unknown"],
};

function endOf({ end, tool_calls, stream_errors }: Expected): [string, string?] {
  if (stream_errors?.length || end.status === "failed") return ["failed", "any"];
  const word = end.stop_reason ?? end.incomplete_reason ?? (end.event === null ? "" : (end.status ?? ""));
  if (word === "completed" && tool_calls.length > 0) return ["tool_calls"];
  return ends[word] ?? ["connection_lost", "stream_cut"];
}

const count = (value: unknown) => Number(value ?? 0);
const within = (usage: Record<string, unknown>, name: string, member: string) =>
  count((usage[name] as Record<string, unknown> | undefined)?.[member]);

const ofResponses = (usage: Record<string, unknown>): Usage => ({
  prompt: count(usage.input_tokens),
  completion: count(usage.output_tokens),
  reasoning: within(usage, "output_tokens_details", "reasoning_tokens"),
  cached: within(usage, "input_tokens_details", "cached_tokens"),
});

const ofMessages = (usage: Record<string, unknown>): Usage => {
  const cached = count(usage.cache_read_input_tokens);
  return {
    prompt: count(usage.input_tokens) + cached + count(usage.cache_creation_input_tokens),
    completion: count(usage.output_tokens),
    reasoning: within(usage, "output_tokens_details", "thinking_tokens"),
    cached,
  };
};

/** Arguments in a document are parsed, so that only what they say is recorded. */
const said = (json: string) => parseJson(json) ?? json;

function expectAsRecorded(seen: Seen, expected: Expected, usage: Usage | null): void {
  const [end, code] = endOf(expected);
  expect(seen.text).toBe(expected.text);
  expect(seen.reasoning).toBe(expected.reasoning.join("\n\n"));
  expect(seen.refusal).toBe(expected.refusal ?? "");
  expect(Object.values(seen.tools).map((call) => [call.name, said(call.arguments)])).toEqual(
    expected.tool_calls.map((call) => [call.name, said(call.arguments)]),
  );
  expect(seen.ids).toEqual(expected.tool_calls.map((call) => call.call_id ?? call.id));
  expect(seen.end.end).toBe(end);
  if (code === "any") expect(seen.end.diagnosis?.raw?.message).toMatch(/\w/);
  else expect(seen.end.diagnosis?.code).toBe(code);
  expect(seen.end.usage).toEqual(usage);
  for (const { source_type, filtered } of expected.content_filters ?? []) {
    const of = source_type === "prompt" ? "prompt" : "answer";
    const found = seen.findings.findings().filter((one) => one.of === of && one.filtered);
    expect(found.map(({ category }) => category)).toEqual(filtered);
  }
}

/** Of what was cut short, 0 means that nobody counted; what was never counted is not known. */
const isCounted = ({ usage, end }: Expected) =>
  usage !== null && !(end.status === "incomplete" && count(usage.input_tokens) === 0);

withTranscripts(({ ofKind, bodyOf }) => {
  describe("recorded replies of Responses", () => {
    it.each([...ofKind<Expected>("responses-stream"), ...ofKind<Expected>("responses")])(
      "%s ends as expected, however it is cut",
      async (_, one) => {
        const { expected } = one;
        if (!expected) throw new Error("Nothing expected");
        const usage = expected.usage && isCounted(expected) ? ofResponses(expected.usage) : null;
        for (const pieces of splits(bodyOf(one)))
          expectAsRecorded(
            await chat(answeredBy(replaying(pieces, one)), { dialect: "responses" }),
            expected,
            usage,
          );
      },
    );

    it.each(ofKind("responses-delete"))("%s says that the copy is gone", async (_, one) => {
      const target = answeredBy(replaying([bodyOf(one)], one));
      const [call] = dialects.responses.routes(target, "d").values();
      if (!call || !dialects.responses.background) throw new Error("No route");
      expect(await collected(target, dialects.responses.background.remove(call, "resp_1"))).toBe(true);
    });
  });

  describe("recorded replies of Messages", () => {
    const read = async (pieces: Uint8Array[], one: Parameters<typeof replaying>[1]) => {
      const fetches = [replaying(pieces, one)];
      // What goes on after a pause is answered with nothing more.
      return chat(
        answeredBy((input, init) => (fetches.shift() ?? replaying([goneOnWith]))(input, init)),
        { dialect: "messages" },
      );
    };

    it.each(ofKind<Expected>("messages-stream"))("%s ends as expected, however it is cut", async (_, one) => {
      const { expected } = one;
      if (!expected) throw new Error("Nothing expected");
      const hasPaused = expected.end.stop_reason === "pause_turn";
      const end = hasPaused ? { ...expected.end, stop_reason: "end_turn" } : expected.end;
      const usage = expected.usage && ofMessages(expected.usage);
      for (const pieces of splits(bodyOf(one)))
        expectAsRecorded(await read(pieces, one), { ...expected, end }, usage);
    });

    it.each(ofKind<Expected>("messages"))("%s is taken whole", async (_, one) => {
      const { expected } = one;
      if (!expected) throw new Error("Nothing expected");
      const usage = expected.usage && ofMessages(expected.usage);
      for (const pieces of splits(bodyOf(one))) expectAsRecorded(await read(pieces, one), expected, usage);
    });
  });
});

withTranscripts(({ ofKind, bodyOf }) => {
  const streams = [
    ...ofKind("chat-stream").map((one) => [...one, "chat"] as const),
    ...ofKind("responses-stream").map((one) => [...one, "responses"] as const),
    ...ofKind("messages-stream").map((one) => [...one, "messages"] as const),
  ];

  it.each(streams)("%s, cut in two at every byte, says the same", (_, transcript, dialect) => {
    const body = bodyOf(transcript);
    const said = (pieces: Uint8Array[]) => {
      const reader = readReply(dialects[dialect], (beginning) => new Error(beginning));
      return JSON.stringify([...pieces.flatMap((piece) => reader.feed(piece)), ...reader.end()]);
    };
    // What is around an event is all that a cut in it can reach: the whole would be read as often as it has bytes.
    const events = eventsOf(body);
    const seen = new Set<string>();
    for (const [index, event] of events.entries()) {
      const shape = shapeOf(event);
      if (seen.has(shape)) continue;
      seen.add(shape);
      const before = events[index - 1] ?? Buffer.alloc(0);
      const around = Buffer.concat([before, event, events[index + 1] ?? Buffer.alloc(0)]);
      const whole = said([around]);
      for (let at = before.length; at < before.length + event.length; at++)
        if (said([around.subarray(0, at), around.subarray(at)]) !== whole)
          expect([index, at]).toBe("no place to be cut at");
    }
  });
});

/** The events of a stream, each with the empty line behind it. */
const eventsOf = (body: Uint8Array): Buffer[] =>
  Buffer.from(body)
    .toString("latin1")
    .split(/(?<=\n\r?\n)/)
    .map((event) => Buffer.from(event, "latin1"));

/** What two events have in common that are cut alike: all but their values; of one with other characters or escapes, all. */
function shapeOf(event: Buffer): string {
  const text = event.toString("latin1");
  return /[^\n -~]|\\/.test(text) ? text : text.replace(/: ?(?:"[^"]*"|[\d.]+)/g, "");
}

/** The rest of an answer that says and counts nothing. */
const goneOnWith = new TextEncoder().encode(
  [
    { type: "message_start", message: { usage: { input_tokens: 0, output_tokens: 0 } } },
    { type: "message_delta", delta: { stop_reason: "end_turn" }, usage: { output_tokens: 0 } },
    { type: "message_stop" },
  ]
    .map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
    .join(""),
);
