import { randomBytes } from "node:crypto";
import { responsesId } from "../identifiers.ts";
import type { Json } from "../json.ts";
import { foundPage } from "../web-page.ts";

/** Something that is told of an item while it comes. */
interface Told {
  type: string;
  fields: Json;
  /** Whether it carries a token. */
  isToken: boolean;
}

/** An item of an answer: as it begins, what is told on the way, and as it ends. */
export interface OutputItem {
  added: Json;
  told: Told[];
  done: Json;
  /** Tokens that are made for it and not told. */
  silentTokens: number;
}

/** Deltas are padded to a multiple of sixteen characters, so that the sizes of packets do not tell the text (recorded). */
const padded = 16;
const obfuscation = (delta: string): string =>
  randomBytes(padded)
    .toString("base64url")
    .slice(0, padded - (delta.length % padded));

/** Writes items for one answer. */
export interface ItemWriter {
  /** Thoughts, told as a summary or not at all, and closed where they are to come back. */
  reasoning(thoughts: readonly string[], summarized: boolean, seal: (() => string) | null): OutputItem;
  call(call: { id: string; name: string; arguments: string[] }): OutputItem;
  message(parts: readonly Part[], ending: MessageEnding, phase: string | null): OutputItem;
  search(query: string, tellsSources: boolean): OutputItem;
  code(code: string, logs: string, showsLogs: boolean): OutputItem;
}

/** A part of a message, in tokens. */
export interface Part {
  kind: "text" | "refusal";
  tokens: string[];
  annotations: Json[];
}

/** `blocked`: the filter has stopped it, and nothing more is told of it. */
type MessageEnding = "completed" | "incomplete" | "blocked";

/** Writes the items of an answer with padding where that is wanted. Fields and their order are as recorded. */
export function itemWriter(pads: boolean): ItemWriter {
  const deltas = (type: string, tokens: readonly string[], place: Json, more: Json = {}): Told[] =>
    tokens.map((delta) => ({
      type,
      fields: { ...place, delta, ...more, ...(pads && { obfuscation: obfuscation(delta) }) },
      isToken: true,
    }));

  const summary = (id: string, thoughts: readonly string[]): Told[] => {
    const place = { item_id: id, output_index: null, summary_index: 0 };
    const text = thoughts.join("");
    return [
      told("response.reasoning_summary_part.added", { ...place, part: { type: "summary_text", text: "" } }),
      ...deltas("response.reasoning_summary_text.delta", thoughts, place),
      told("response.reasoning_summary_text.done", { ...place, text }),
      told("response.reasoning_summary_part.done", { ...place, part: { type: "summary_text", text } }),
    ];
  };

  const part = (
    id: string,
    { kind, tokens, annotations }: Part,
    at: number,
    ending: MessageEnding,
  ): Told[] => {
    const place = { item_id: id, output_index: null, content_index: at };
    const added = told("response.content_part.added", {
      ...place,
      part: kind === "text" ? textPart("", []) : { type: "refusal", refusal: "" },
    });
    const whole = tokens.join("");
    if (kind === "refusal")
      return [
        added,
        ...deltas("response.refusal.delta", tokens, place),
        told("response.refusal.done", { ...place, refusal: whole }),
        told("response.content_part.done", { ...place, part: { type: "refusal", refusal: whole } }),
      ];
    const texts = deltas("response.output_text.delta", tokens, place, { logprobs: [] });
    if (ending === "blocked") return [added, ...texts];
    return [
      added,
      ...texts,
      ...annotations.map((annotation, index) =>
        told("response.output_text.annotation.added", { ...place, annotation_index: index, annotation }),
      ),
      told("response.output_text.done", { ...place, text: whole, logprobs: [] }),
      told("response.content_part.done", { ...place, part: textPart(whole, annotations) }),
    ];
  };

  return {
    reasoning: (thoughts, summarized, seal) => {
      const id = responsesId("rs");
      const item = (shown: Json[]) => ({
        id,
        type: "reasoning",
        ...(seal && { encrypted_content: seal() }),
        summary: shown,
      });
      return {
        added: item([]),
        told: summarized ? summary(id, thoughts) : [],
        done: item(summarized ? [{ type: "summary_text", text: thoughts.join("") }] : []),
        silentTokens: summarized ? 0 : thoughts.length,
      };
    },

    call: ({ id: callId, name, arguments: parts }) => {
      const id = responsesId("fc");
      const item = (status: string, given: string) => ({
        ...{ id, type: "function_call", status, arguments: given, call_id: callId, name },
      });
      const place = { item_id: id, output_index: null };
      const whole = parts.join("");
      return {
        added: item("in_progress", ""),
        // The name, which the types of the openai package demand, is missing on Azure.
        told: [
          ...deltas("response.function_call_arguments.delta", parts, place),
          told("response.function_call_arguments.done", { ...place, arguments: whole }),
        ],
        done: item("completed", whole),
        silentTokens: 0,
      };
    },

    message: (parts, ending, phase) => {
      const id = responsesId("msg");
      const item = (status: string, content: Json[]) => ({
        ...{ id, type: "message", status, content },
        ...(phase !== null && { phase }),
        role: "assistant",
      });
      const contents = parts.map(({ kind, tokens, annotations }) =>
        kind === "text"
          ? textPart(tokens.join(""), annotations)
          : { type: "refusal", refusal: tokens.join("") },
      );
      return {
        added: item("in_progress", []),
        told: parts.flatMap((one, at) => part(id, one, at, ending)),
        done: item(ending === "completed" ? "completed" : "incomplete", contents),
        silentTokens: 0,
      };
    },

    search: (query, tellsSources) => {
      const id = responsesId("ws");
      const place = { output_index: null, item_id: id };
      return {
        added: { id, type: "web_search_call", status: "in_progress" },
        // On Azure it never says that it is completed.
        told: [
          told("response.web_search_call.in_progress", place),
          told("response.web_search_call.searching", place),
        ],
        done: {
          ...{ id, type: "web_search_call", status: "searching" },
          action: {
            ...{ type: "search", query },
            ...(tellsSources && { sources: [{ type: "url", url: foundPage.url }] }),
          },
        },
        silentTokens: 0,
      };
    },

    code: (code, logs, showsLogs) => {
      const id = responsesId("ci");
      const place = { output_index: null, item_id: id };
      const item = (status: string, text: string, outputs: Json[] | null) => ({
        ...{ id, type: "code_interpreter_call", status, code: text },
        ...{ container_id: responsesId("cntr"), outputs },
      });
      return {
        added: item("in_progress", "", null),
        told: [
          told("response.code_interpreter_call.in_progress", place),
          ...deltas("response.code_interpreter_call_code.delta", code.match(/.{1,6}/gs) ?? [], place),
          told("response.code_interpreter_call_code.done", { ...place, code }),
          told("response.code_interpreter_call.interpreting", place),
          told("response.code_interpreter_call.completed", place),
        ],
        done: item("completed", code, showsLogs ? [{ type: "logs", logs }] : null),
        silentTokens: 0,
      };
    },
  };
}

const told = (type: string, fields: Json): Told => ({ type, fields, isToken: false });

const textPart = (text: string, annotations: Json[]) => ({
  ...{ type: "output_text", annotations, logprobs: [], text },
});
