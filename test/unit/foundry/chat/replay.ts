import { type ChatRequest, streamChat } from "../../../../main/foundry/chat/chat.ts";
import type { Beside } from "../../../../main/foundry/chat/events.ts";
import { collectFindings } from "../../../../main/foundry/chat/filters.ts";
import type { Kept } from "../../../../main/foundry/chat/question.ts";
import type { Fetch, Target } from "../../../../main/foundry/http/send.ts";
import type { RequestNote } from "../../../../preload/contract/conversations.ts";
import { targetOf } from "../server.ts";

/** What an answer has besides its body. */
interface Head {
  status: number;
  headers: Record<string, string>;
}

/** Answers like a server did, with the body in these pieces. */
export const replaying =
  (pieces: Uint8Array[], { status, headers }: Head = { status: 200, headers: {} }): Fetch =>
  async () => {
    const left = pieces.values();
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        const { done, value } = left.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
    });
    return new Response(body, { status, headers });
  };

/** Whom to ask where this answers. */
export const answeredBy = (fetch: Fetch): Target => targetOf("http://127.0.0.1", { fetch });

/** What our client makes of an answer. */
export async function chat(
  target: Target,
  { deployment = "d", ...more }: Partial<Omit<ChatRequest, "signal">> = {},
) {
  const seen = {
    text: "",
    reasoning: "",
    refusal: "",
    tools: {} as Record<number, { name: string; arguments: string }>,
    ids: [] as string[],
    beside: [] as Beside[],
    findings: collectFindings(),
    kept: null as Kept | null,
    notes: [] as RequestNote[],
    answers: 1,
  };
  const request = { deployment, messages: [], signal: new AbortController().signal, ...more };
  for await (const event of streamChat(target, request)) {
    if (event.type === "text" || event.type === "reasoning" || event.type === "refusal") {
      seen[event.type] += event.text;
    }
    if (event.type === "citation" || event.type === "commentary" || event.type === "hosted_call") {
      const { at: _at, ...one } = event;
      seen.beside.push(one);
    }
    if (event.type === "filter") seen.findings.take(event);
    if (event.type === "kept") seen.kept = event.kept;
    if (event.type === "note") seen.notes.push(event.note);
    if (event.type === "tool_call") {
      if (event.id !== undefined) seen.ids.push(event.id);
      const before = seen.tools[event.index] ?? { name: "", arguments: "" };
      seen.tools[event.index] = {
        name: before.name + (event.name ?? ""),
        arguments: before.arguments + event.arguments,
      };
    }
    if (event.type === "answers") seen.answers = event.count;
    if (event.type === "end") return { ...seen, end: event };
  }
  throw new Error("The answer has no end");
}
