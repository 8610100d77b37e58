import { createServer } from "node:http";

/**
 * Serves one stream of 20,000 events to every request, from memory, in a process of its own, by the folder in its path, `of-` before it:
 * chunks of chat completions as small as they come (`plain`) or as Azure OpenAI writes them, with filter results (`azure`),
 * and the events of Responses and of Claude Messages as they are recorded. Tells its port to the parent.
 */

const chunks = 20_000;
const words = [
  "stream",
  " of",
  " tokens",
  ", each",
  " a few",
  " letters",
  " long",
  ".\n",
  " Größe",
  " “quoted”",
];
const safe = { filtered: false, severity: "safe" };
const filters = { hate: safe, self_harm: safe, sexual: safe, violence: safe };

/** @param {string} content */
const plain = (content) => ({
  id: "chatcmpl-1",
  object: "chat.completion.chunk",
  created: 1,
  model: "m",
  choices: [{ index: 0, delta: { content }, finish_reason: null }],
});

/** @param {string} content */
const azure = (content) => ({
  choices: [
    { content_filter_results: filters, delta: { content }, finish_reason: null, index: 0, logprobs: null },
  ],
  created: 1_764_000_000,
  id: "chatcmpl-Cabcdefghijklmnopqrstuvwxyz0",
  model: "gpt-4.1-mini-2025-04-14",
  obfuscation: "aB3xY9",
  object: "chat.completion.chunk",
  system_fingerprint: "fp_5a4db0ca11",
  usage: null,
});

const last = {
  choices: [{ index: 0, delta: {}, finish_reason: "stop" }],
};

/** @param {number} count */
const texts = (count) => Array.from({ length: count }, (_, index) => words[index % words.length] ?? "");

/** @param {(content: string) => object} write */
function body(write) {
  const events = [...texts(chunks - 1).map(write), last].map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`);
  return Buffer.from(`${events.join("")}data: [DONE]\n\n`);
}

/** @param {{ type: string, [name: string]: unknown }[]} events */
const named = (events) =>
  Buffer.from(
    events
      .map((event, sequence_number) =>
        event.type.startsWith("response.") ? { ...event, sequence_number } : event,
      )
      .map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
      .join(""),
  );

function responses() {
  const said = texts(chunks - 8);
  const text = said.join("");
  const at = {
    item_id: "msg_0123456789abcdef0123456789abcdef0123456789abcdef",
    output_index: 0,
    content_index: 0,
  };
  const part = { type: "output_text", annotations: [], logprobs: [], text };
  const item = { id: at.item_id, type: "message", status: "completed", content: [part], role: "assistant" };
  const response = {
    ...{
      id: "resp_0123456789abcdef0123456789abcdef0123456789abcdef",
      object: "response",
      created_at: 1_764_000_000,
    },
    ...{ status: "in_progress", model: "gpt-5.1", output: [], store: false, usage: null, error: null },
  };
  const counted = {
    input_tokens_details: { cached_tokens: 0 },
    output_tokens_details: { reasoning_tokens: 0 },
  };
  const usage = { input_tokens: 11, output_tokens: chunks, total_tokens: chunks + 11, ...counted };
  return named([
    { type: "response.created", response },
    { type: "response.in_progress", response },
    {
      type: "response.output_item.added",
      output_index: 0,
      item: { ...item, status: "in_progress", content: [] },
    },
    { type: "response.content_part.added", ...at, part: { ...part, text: "" } },
    ...said.map((delta) => ({
      ...{ type: "response.output_text.delta", ...at, delta, logprobs: [], obfuscation: "aB3xY9kQ" },
    })),
    { type: "response.output_text.done", ...at, text, logprobs: [] },
    { type: "response.content_part.done", ...at, part },
    { type: "response.output_item.done", output_index: 0, item },
    { type: "response.completed", response: { ...response, status: "completed", output: [item], usage } },
  ]);
}

function messages() {
  const usage = {
    input_tokens: 11,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: 0,
    output_tokens: 1,
  };
  const message = {
    ...{ model: "claude-sonnet-4-6", id: "msg_0123456789abcdef01234567", type: "message", role: "assistant" },
    ...{ content: [], stop_reason: null, stop_sequence: null, usage },
  };
  const ended = { stop_reason: "end_turn", stop_sequence: null };
  return named([
    { type: "message_start", message },
    { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
    { type: "ping" },
    ...texts(chunks - 6).map((text) => ({
      ...{ type: "content_block_delta", index: 0, delta: { type: "text_delta", text } },
    })),
    { type: "content_block_stop", index: 0 },
    { type: "message_delta", delta: ended, usage: { ...usage, output_tokens: chunks } },
    { type: "message_stop" },
  ]);
}

/** @type {Record<string, Buffer>} */
const bodies = { plain: body(plain), azure: body(azure), responses: responses(), messages: messages() };

const server = createServer((request, response) => {
  request.resume().on("end", () => {
    response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8" });
    response.end(bodies[request.url?.split("/")[1]?.replace("of-", "") ?? ""]);
  });
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address !== null && typeof address === "object") process.send?.(address.port);
});
process.on("disconnect", () => process.exit());
