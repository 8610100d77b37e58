import { writeFileSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { ElectronApplication, Page } from "@playwright/test";
import { answers } from "./steps.ts";

/** A resource whose answers are dictated: they grow when a test says so, by as much as it says. */
export interface Dictation {
  endpoint: string;
  /** How many answers are being written. */
  open(): number;
  /** Sends one piece of text to every answer that is being written. */
  say(text: string): void;
  /** The same of what is thought. */
  think(text: string): void;
  /** Ends them. */
  end(): void;
  stop(): void;
}

/** Starts one with a single deployment, `own`. */
export async function startDictation(): Promise<Dictation> {
  const open = new Set<ServerResponse>();
  const event = (delta: object, end: string | null = null) =>
    `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: end }] })}\n\n`;
  const server = createServer((request, response) => {
    request.resume();
    if (request.method === "GET") {
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ data: [{ id: "own", model: "own", status: "succeeded" }] }));
      return;
    }
    response.writeHead(200, { "content-type": "text/event-stream" }).flushHeaders();
    open.add(response);
    response.once("close", () => open.delete(response));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const tell = (text: string) => {
    for (const response of open) response.write(text);
  };
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    open: () => open.size,
    say: (text) => tell(event({ content: text })),
    think: (text) => tell(event({ reasoning_content: text })),
    end: () => {
      for (const response of open) response.end(`${event({}, "stop")}data: [DONE]\n\n`);
    },
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Takes a conversation in from a file: so many messages, the answers of so many lines. */
export async function importConversation(
  { electron, page }: { electron: ElectronApplication; page: Page },
  path: string,
  messages: number,
  lines: number,
): Promise<void> {
  const nothing = { reasoning: "", measurement: null, details: null, attachments: [] };
  const text = (index: number) =>
    index % 2 === 0
      ? `Question ${index}`
      : Array.from({ length: lines }, (_, line) => `Answer ${index}, line ${line}.`).join("\n\n");
  const file = {
    format: "assay-conversation",
    version: 1,
    title: "Imported",
    deployment: "own",
    systemPrompt: "",
    parameters: {},
    leafId: `m${messages - 1}`,
    messages: Array.from({ length: messages }, (_, index) => ({
      id: `m${index}`,
      parentId: index === 0 ? null : `m${index - 1}`,
      role: index % 2 === 0 ? "user" : "assistant",
      text: text(index),
      deployment: index % 2 === 0 ? null : "own",
      createdAt: index,
      end: index % 2 === 0 ? null : "stop",
      ...nothing,
    })),
  };
  writeFileSync(path, JSON.stringify(file));
  await electron.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = (async () => ({ canceled: false, filePaths: [path] })) as never;
  }, path);
  await page.getByRole("button", { name: "Import a conversation" }).click();
  await answers(page).last().waitFor();
}
