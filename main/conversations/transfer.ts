import { randomUUID } from "node:crypto";
import { z } from "zod";
import {
  chatParameters,
  type Message,
  messageEnd,
  requestNote,
} from "../../preload/contract/conversations.ts";
import { chatRoute } from "../../preload/contract/deployments.ts";
import { dialectName } from "../../preload/contract/dialects.ts";
import { keptText, systemPrompt } from "../../preload/contract/fields.ts";
import { deploymentNameLimit, fileNameLimit, titleLimit } from "../../preload/limits.ts";
import { sourceLine, toolName } from "../../preload/strings/beside.ts";
import { ends } from "../../preload/strings/ends.ts";
import { titleOf } from "../../preload/strings/explain.ts";
import { findingLines } from "../../preload/strings/filter.ts";
import { mainStrings } from "../../preload/strings/main.ts";
import { explainNote } from "../../preload/strings/request-notes.ts";
import { readExported, refused, writtenTime } from "../exported.ts";
import { problem } from "../foundry/error.ts";
import type { ConversationStore, TreeMessage } from "./store.ts";

/** Characters of a file that is imported. */
const importLimit = 50_000_000;

const attachment = z.object({
  kind: z.enum(["image", "text", "document"]),
  name: keptText.max(fileNameLimit),
  type: z.string().max(100),
  data: z.string(),
});

const tokens = z.object({
  prompt: z.number(),
  completion: z.number(),
  reasoning: z.number(),
  cached: z.number(),
});

const details = z.object({
  refused: z.boolean(),
  toolCalls: z.array(
    z.object({ id: z.string(), name: z.string(), arguments: z.string(), result: z.string().nullable() }),
  ),
  filters: z.array(
    z.object({
      of: z.enum(["prompt", "answer"]),
      category: z.string(),
      filtered: z.boolean(),
      severity: z.string().nullable(),
      detected: z.boolean(),
      citation: z.object({ url: z.string(), license: z.string() }).optional(),
      error: z.string().optional(),
    }),
  ),
  reasoningTime: z.number().nullable(),
  notes: z.array(requestNote),
  answers: z.int().optional(),
  commentary: keptText.optional(),
  hostedCalls: z
    .array(
      z.object({
        id: keptText,
        tool: keptText,
        state: z.enum(["running", "completed", "failed"]),
        input: keptText,
        output: keptText,
      }),
    )
    .optional(),
  citations: z.array(z.object({ url: keptText, title: keptText, quote: keptText })).optional(),
  dialect: dialectName.optional(),
  jsonSchema: z.string().optional(),
  route: chatRoute.nullable(),
  requestId: z.string().nullable(),
  region: z.string().nullable(),
});

const message = z.object({
  id: z.string().min(1),
  parentId: z.string().nullable(),
  role: z.enum(["user", "assistant"]),
  text: keptText,
  reasoning: keptText,
  deployment: keptText.nullable(),
  createdAt: z.int(),
  end: messageEnd.nullable(),
  measurement: z
    .object({
      firstToken: z.number().nullable(),
      total: z.number(),
      tokens: tokens.nullable(),
      tokensPerSecond: z.number().nullable(),
    })
    .nullable(),
  details: details.nullable(),
  attachments: z.array(attachment),
});

/** A conversation as a file: the whole tree, without connections and secrets. */
const file = z.object({
  format: z.literal("assay-conversation"),
  version: z.literal(1),
  title: keptText.max(titleLimit),
  deployment: keptText.max(deploymentNameLimit),
  systemPrompt,
  parameters: chatParameters,
  leafId: z.string().nullable(),
  messages: z.array(message),
});

/** The conversation with all its branches as JSON that `readConversation` takes. */
export function writeJson(store: ConversationStore, id: string): string {
  const summary = store.summary(id);
  if (!summary) throw problem("not_found");
  const whole: z.infer<typeof file> = {
    format: "assay-conversation",
    version: 1,
    title: summary.title,
    deployment: summary.deployment,
    ...store.options(id),
    leafId: store.leaf(id),
    messages: store.tree(id).map((one) => inFile(one, store.attachments(one.id))),
  };
  return `${JSON.stringify(whole, null, 2)}\n`;
}

/** What a file has of a message. A diagnosis stays behind: it shows the endpoint. */
function inFile(one: Message, attachments: TreeMessage["attachments"]): TreeMessage {
  const { id, parentId, role, text, reasoning, deployment, createdAt, end, measurement, details } = one;
  // What the service calls work in the background is of no use elsewhere.
  const told = details && { ...details, background: undefined };
  const known = { deployment, createdAt, end, measurement, details: told };
  return { id, parentId, role, text, reasoning, ...known, attachments };
}

/** The current branch as Markdown, for people. */
export function writeMarkdown(store: ConversationStore, id: string): string {
  const summary = store.summary(id);
  const leaf = store.leaf(id);
  if (!summary) throw problem("not_found");
  const { systemPrompt } = store.options(id);
  const { messages } = leaf === null ? { messages: [] } : store.stretch(leaf, {});
  const parts = [
    `# ${summary.title}`,
    ...(systemPrompt === "" ? [] : [`> ${systemPrompt.replaceAll("\n", "\n> ")}`]),
    ...messages.map((message) => [`## ${heading(message)}`, ...contents(message)].join("\n\n")),
  ];
  return `${parts.join("\n\n")}\n`;
}

const heading = ({ role, deployment }: Message) =>
  role === "user" ? mainStrings.question : (deployment ?? mainStrings.answer);

/**
 * What was said on the way, as a quotation, a message's text, its sources, the calls of tools with their answers and what the filter found as code, the names of what went along
 * with it, how its request differed from what was set, and how it ended, where that was not by itself.
 */
function contents({ text, attachments, details, end, diagnosis }: Message): string[] {
  const code = (text: string) => text.replace(/^/gm, "    ");
  const calls = (details?.toolCalls ?? []).flatMap(({ name, arguments: given, result }) => [
    code(`${name}(${given})`),
    ...(result === null ? [] : [code(result)]),
  ]);
  const { commentary = "", hostedCalls = [], citations = [] } = details ?? {};
  const hosted = hostedCalls.flatMap(({ tool, input, output }) => [
    `*${toolName(tool)}*`,
    ...[input, output].filter((part) => part !== "").map(code),
  ]);
  const said = commentary === "" ? "" : `> ${commentary.replaceAll("\n", "\n> ")}`;
  const sources = citations.map((one, index) => sourceLine(one, index + 1)).join("\n");
  const filtered = findingLines(details?.filters ?? []).map(code);
  const ended = titleOf(diagnosis?.code ?? null, diagnosis?.parameters) ?? ends[end ?? ""];
  const aside = [
    ...attachments.map(({ name }) => name),
    ...(details?.notes ?? []).map((note) => explainNote(note, writtenTime)),
    ...(ended === undefined || end === "tool_calls" ? [] : [ended]),
  ];
  return [said, ...hosted, text, sources, ...calls, ...filtered, ...aside.map((one) => `*${one}*`)].filter(
    (part) => part !== "",
  );
}

/**
 * The conversation in a file's text, under ids of its own, as the store takes it. Throws `import_refused` for what was
 * not exported by this app, or is no tree.
 */
export function readConversation(text: string): Parameters<ConversationStore["addTree"]> {
  const { leafId, messages, title, deployment, systemPrompt, parameters } = readExported(
    text,
    file,
    importLimit,
  );
  const ids = new Map(messages.map((one) => [one.id, randomUUID()]));
  if (ids.size !== messages.length) throw refused("ids");
  const idOf = (old: string | null) => {
    if (old === null) return null;
    const found = ids.get(old);
    if (found === undefined) throw refused("parents");
    return found;
  };
  const tree = inOrder(messages).map((one) => ({
    ...one,
    id: idOf(one.id) ?? "",
    parentId: idOf(one.parentId),
    // What was being written when it was exported is not being written here.
    end: one.role === "assistant" ? (one.end ?? "interrupted") : null,
  }));
  const leaf = idOf(leafId);
  if (leaf === null && tree.length > 0) throw refused("leafId");
  const conversation = { id: randomUUID(), title, connectionId: "", deployment };
  return [conversation, { systemPrompt, parameters }, tree, leaf];
}

/** Parents before children. Throws where a message leads to none of the beginnings. */
function inOrder(messages: z.infer<typeof message>[]): TreeMessage[] {
  const below = new Map<string | null, TreeMessage[]>();
  for (const one of messages) {
    const beside = below.get(one.parentId);
    if (beside) beside.push(one);
    else below.set(one.parentId, [one]);
  }
  const ordered: TreeMessage[] = [];
  const waiting = [...(below.get(null) ?? [])].reverse();
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    ordered.push(next);
    waiting.push(...[...(below.get(next.id) ?? [])].reverse());
  }
  if (ordered.length !== messages.length) throw refused("parents");
  return ordered;
}
