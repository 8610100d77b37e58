import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { startSandbox } from "../../main/sandbox/server.ts";

/** A server whose answers wait for the app to come to rest, and that knows when their first text left it. */
export interface HeldServer {
  /** What a person would paste to connect. */
  endpoint: string;
  apiKey: string;
  url: string;
  /** When the first text of the last answer was sent, in milliseconds since the epoch. */
  sentAt(): number;
  stop(): Promise<void>;
}

/** Milliseconds an answer is held back, and those between its first text and its end. */
const hold = 300;
const rest = 100;

const chunk = (delta: object, end: string | null) =>
  `data: ${JSON.stringify({
    id: "chatcmpl-bench",
    object: "chat.completion.chunk",
    created: 1,
    model: "bench",
    choices: [{ index: 0, delta, finish_reason: end }],
  })}\n\n`;

/** Starts it on a free port. Everything but chat is answered by a sandbox behind it. */
export async function startHeldServer(): Promise<HeldServer> {
  const sandbox = await startSandbox({});
  let count = 0;
  let sentAt = 0;

  const answer = (response: ServerResponse) => {
    response.writeHead(200, { "content-type": "text/event-stream" }).flushHeaders();
    count += 1;
    setTimeout(() => {
      sentAt = performance.timeOrigin + performance.now();
      response.write(chunk({ role: "assistant", content: `first-${count}` }, null));
      setTimeout(() => response.end(`${chunk({}, "stop")}data: [DONE]\n\n`), rest);
    }, hold);
  };
  const pass = async (request: IncomingMessage, response: ServerResponse) => {
    const headers = new Headers(request.headers as Record<string, string>);
    headers.delete("host");
    headers.delete("connection");
    const reply = await fetch(sandbox.url + request.url, { headers });
    response.writeHead(reply.status, { "content-type": reply.headers.get("content-type") ?? "" });
    response.end(await reply.text());
  };
  const server = createServer((request, response) => {
    if (request.method === "POST") request.resume().once("end", () => answer(response));
    else void pass(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    endpoint: url + new URL(sandbox.projectEndpoint).pathname,
    apiKey: sandbox.apiKey,
    sentAt: () => sentAt,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await sandbox.stop();
    },
  };
}
