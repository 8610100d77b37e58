import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { afterEach } from "vitest";
import { understandEndpoint } from "../../../main/foundry/endpoints/parse.ts";
import { FoundryError } from "../../../main/foundry/error.ts";
import type { Target } from "../../../main/foundry/http/send.ts";

/** A request as a server of the test saw it. */
export interface Seen {
  method: string;
  path: string;
  headers: IncomingMessage["headers"];
  body: string;
}

export type Handler = (request: Seen, response: ServerResponse) => void;

export interface TestServer {
  origin: string;
  /** What it was asked, in order. */
  seen: Seen[];
}

/** Starts servers on this machine, each answering by its handler, and stops them after each test. */
export function servers(): (handler: Handler) => Promise<TestServer> {
  const running: (() => Promise<void>)[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map((stop) => stop()));
  });
  return async (handler) => {
    const seen: Seen[] = [];
    const server = createServer(async (request, response) => {
      const pieces: Buffer[] = [];
      try {
        for await (const piece of request) pieces.push(piece);
      } catch {
        // Who asked has gone.
        return;
      }
      const { method = "", url = "", headers } = request;
      const one = { method, path: url, headers, body: Buffer.concat(pieces).toString() };
      seen.push(one);
      handler(one, response);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    running.push(
      () =>
        new Promise((resolve) => {
          server.close(() => resolve());
          server.closeAllConnections();
        }),
    );
    return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
  };
}

/** An address on this machine at which nothing listens. */
export async function deserted(): Promise<string> {
  const listener = createTcpServer();
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const { port } = listener.address() as AddressInfo;
  await new Promise((resolve) => listener.close(resolve));
  return `http://127.0.0.1:${port}`;
}

/** Answers with JSON. */
export function json(response: ServerResponse, status: number, body: unknown, headers: object = {}): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(body));
}

/** A key of the length the service gives out, unlike any word. */
export const key = "3fA9xQ7zLm2Rk8Wd5TbYc1VnEs4Hu6Gj0PoXiB7e";

/** Whom to ask at an endpoint, with the test's key. */
export function targetOf(address: string, more: Partial<Target> = {}): Target {
  const understanding = understandEndpoint(address);
  if (!understanding.ok) throw new Error(`No endpoint: ${address}`);
  return {
    endpoint: understanding.endpoint,
    credential: { kind: "api_key", secret: key },
    consent: null,
    apiVersion: null,
    fetch: (input, init) => fetch(input, init),
    ...more,
  };
}

/** The diagnosis a promise fails with; anything else fails the test. */
export async function diagnosisFrom(promise: Promise<unknown>) {
  const failure = await promise.then(
    () => new Error("Nothing failed"),
    (error: unknown) => error,
  );
  if (failure instanceof FoundryError) return failure.diagnosis;
  throw failure;
}

/** Starts servers on this machine that answer every TLS handshake with a fatal alert of this number; gives their origins. */
export function servesAlerts(): (alert: number) => Promise<string> {
  const running: (() => void)[] = [];
  afterEach(() => {
    for (const stop of running.splice(0)) stop();
  });
  return async (alert) => {
    const record = Buffer.from([0x15, 3, 3, 0, 2, 2, alert]);
    const server = createTcpServer((socket) =>
      socket.on("error", () => {}).once("data", () => socket.end(record)),
    );
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    running.push(() => server.close());
    return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
}
