import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { type Refusal, Refused } from "./errors.ts";

/** One request and its answer. */
export interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  /** The address asked for, on the sandbox's own origin. */
  url: URL;
  /** What the route's pattern caught, decoded. */
  parameters: Record<string, string>;
  /** Fires when the other side has gone or the sandbox stops. */
  signal: AbortSignal;
}

/**
 * The headers recorded on every answer of the service. `strict-transport-security` is left out: kept for
 * `localhost`, it would shut every other program's plain HTTP there.
 */
export const serviceHeaders = (request: IncomingMessage): Record<string, string> => {
  const clientId = request.headers["x-ms-client-request-id"];
  return {
    "apim-request-id": randomUUID(),
    "x-request-id": randomUUID(),
    "x-ms-region": "East US 2",
    "x-content-type-options": "nosniff",
    ...(typeof clientId === "string" && { "x-ms-client-request-id": clientId }),
  };
};

/** Answers a request with a status, headers and a JSON body. */
export function sendJson(
  { request, response }: Pick<Exchange, "request" | "response">,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response
    .writeHead(status, { ...serviceHeaders(request), ...headers, "content-type": "application/json" })
    .end(JSON.stringify(body));
}

/** Answers with a status and nothing else. */
export function sendNothing(
  { request, response }: Pick<Exchange, "request" | "response">,
  status = 204,
): void {
  response.writeHead(status, serviceHeaders(request)).end();
}

/** Answers with a refusal; the project routes name its code in a header (Foundry deployments list reference). */
export function sendRefusal(exchange: Pick<Exchange, "request" | "response">, refusal: Refusal): void {
  const code = (refusal.body as { error?: { code?: unknown } }).error?.code;
  const project = exchange.request.url?.startsWith("/api/projects/");
  if (refusal.reason) exchange.response.statusMessage = refusal.reason;
  if (refusal.hasNoType) {
    exchange.response
      .writeHead(refusal.status, serviceHeaders(exchange.request))
      .end(JSON.stringify(refusal.body, null, 2));
    return;
  }
  sendJson(exchange, refusal.status, refusal.body, {
    ...refusal.headers,
    ...(project && typeof code === "string" && { "x-ms-error-code": code }),
  });
}

/** Whether a request is on a dated api-version; the others are on the v1 routes. */
export const isDated = ({ url }: Pick<Exchange, "url">): boolean => /^\/openai\/(?!v1\/)/.test(url.pathname);

/** Answers for what was made: 201 and its address on the dated api-versions, 200 on v1. */
export function sendCreated(exchange: Exchange, made: { id: string }): void {
  const address = `${exchange.url.origin}${exchange.url.pathname}/${made.id}${exchange.url.search}`;
  if (isDated(exchange)) sendJson(exchange, 201, made, { location: address });
  else sendJson(exchange, 200, made);
}

const mostBytes = 32 * 1024 * 1024;

/** The JSON body of a request. Throws `Refused` when it is not JSON or larger than 32 MB. */
export async function readJson({ request }: Exchange): Promise<unknown> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    // Read to the end in any case, or the answer would meet a closed connection.
    if (size <= mostBytes) parts.push(part);
  }
  if (size > mostBytes) throw new Refused("invalid-value", { parameter: "body", expected: "at most 32 MB" });
  try {
    return JSON.parse(Buffer.concat(parts).toString("utf8"));
  } catch {
    throw new Refused("invalid-json");
  }
}
