import { createServer } from "node:http";

/**
 * Serves one stream of 20,000 chunks to every request, from memory, in a process of its own. A path that ends in
 * `/plain/...` gets chunks as small as they come; any other gets them as Azure OpenAI writes them, with filter results.
 * Tells its port to the parent.
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

/** @param {(content: string) => object} write */
function body(write) {
  const texts = Array.from({ length: chunks - 1 }, (_, index) => words[index % words.length] ?? "");
  const events = [...texts.map(write), last].map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`);
  return Buffer.from(`${events.join("")}data: [DONE]\n\n`);
}

const bodies = { plain: body(plain), azure: body(azure) };

const server = createServer((request, response) => {
  request.resume().on("end", () => {
    response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8" });
    response.end(request.url?.includes("/plain/") ? bodies.plain : bodies.azure);
  });
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address !== null && typeof address === "object") process.send?.(address.port);
});
process.on("disconnect", () => process.exit());
