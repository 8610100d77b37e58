import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isObject } from "./chat-request.ts";
import type { SandboxDeployment } from "./deployments.ts";

/** A recorded reply: what a deployment of its name answers, or what is served at `/replay/NAME`. */
export interface Transcript {
  name: string;
  kind: "deployment" | "document";
  /** In which way it answers as a deployment. */
  api: "chat" | "responses" | "messages";
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

/** Headers that belong to one connection or to the length of one sending, not to the reply. */
const notReplayed = new Set([
  "connection",
  "content-length",
  "keep-alive",
  "proxy-authenticate",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/**
 * Reads every NAME.body of a folder with its NAME.json (`{kind, status, headers}`). Throws an `Error` that names
 * the file when one is missing or does not hold what it should.
 */
export function readTranscripts(folder: string): Map<string, Transcript> {
  const names = readdirSync(folder)
    .filter((file) => file.endsWith(".body"))
    .map((file) => file.slice(0, -".body".length));
  if (names.length === 0) throw new Error(`${folder} holds no transcript: no file there ends in .body`);
  return new Map(names.sort().map((name) => [name, readTranscript(folder, name)]));
}

function readTranscript(folder: string, name: string): Transcript {
  const path = join(folder, `${name}.json`);
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    throw new Error(`${path} is missing or is not JSON`, { cause });
  }
  if (!isObject(json) || typeof json.status !== "number" || typeof json.kind !== "string")
    throw new Error(`${path} does not say "kind" and "status"`);
  const { kind, status } = json;
  if (!Number.isInteger(status) || status < 200 || status > 599)
    throw new Error(`${path}: ${status} is not a status of a reply`);

  const recorded = isObject(json.headers) ? Object.entries(json.headers) : [];
  const headers = recorded.filter(
    (entry): entry is [string, string] =>
      typeof entry[1] === "string" &&
      !entry[1].includes("REDACTED") &&
      !notReplayed.has(entry[0].toLowerCase()),
  );
  const asked = kind === "error" || /^(chat|responses|messages)/.test(kind);
  const request = isObject(json.request) ? String(json.request.path) : "";
  return {
    name,
    kind: asked ? "deployment" : "document",
    api: apiOf(kind === "error" ? request : kind),
    status,
    headers: Object.fromEntries(headers),
    body: readFileSync(join(folder, `${name}.body`)),
  };
}

/** By the kind of a transcript, or by the path that an error was the answer to. */
const apiOf = (about: string): Transcript["api"] => {
  if (/messages|anthropic/.test(about)) return "messages";
  return about.includes("responses") ? "responses" : "chat";
};

/** How a transcript appears on the lists. */
export const replayedDeployment = ({ name, api }: Pick<Transcript, "name" | "api">): SandboxDeployment => ({
  name,
  model: { name: "transcript", version: "1", publisher: api === "messages" ? "Anthropic" : "Assay" },
  sku: { name: "Standard", capacity: 1 },
  apis: [api],
  status: "succeeded",
  listed: "everywhere",
  dialect: "openai",
  reasoning: "none",
  images: true,
  contextTokens: 128_000,
  speed: { firstTokenMs: 0, tokensPerSecond: 1_000 },
  limits: { requestsPerMinute: 6_000, tokensPerMinute: 6_000_000 },
});
