import type { AnswerDetails, RequestNote } from "../../preload/contract/conversations.ts";
import { everyNote, sentValue } from "../../preload/sent-parameters.ts";
import type { ChatEvent } from "../foundry/chat/chat.ts";
import { collectFindings } from "../foundry/chat/filters.ts";

/** Collects what is known of an answer besides its text. */
export interface DetailsCollector {
  take(event: ChatEvent): void;
  details(): AnswerDetails;
}

/** Nothing known yet, or what was known of the part that is gone on with. The schema is told of only where it was sent. */
export function collectDetails(
  before: AnswerDetails | null = null,
  jsonSchema: string | undefined = before?.jsonSchema,
): DetailsCollector {
  const details: AnswerDetails = before
    ? { ...before }
    : {
        refused: false,
        toolCalls: [],
        filters: [],
        reasoningTime: null,
        notes: [],
        route: null,
        requestId: null,
        region: null,
      };
  const filters = collectFindings(details.filters);
  const calls = new Map<number, AnswerDetails["toolCalls"][number]>();
  let thoughtFrom: number | null = null;

  const takeTool = (event: Extract<ChatEvent, { type: "tool_call" }>) => {
    const call = calls.get(event.index) ?? { id: "", name: "", arguments: "", result: null };
    calls.set(event.index, {
      ...call,
      id: call.id || (event.id ?? ""),
      name: call.name || (event.name ?? ""),
      arguments: call.arguments + event.arguments,
    });
  };

  const takeBeside = (event: ChatEvent) => {
    if (event.type === "commentary") details.commentary = (details.commentary ?? "") + event.text;
    else if (event.type === "citation") {
      const { url, title, quote } = event;
      const known = details.citations ?? [];
      if (!known.some((one) => one.url === url && one.title === title && one.quote === quote))
        details.citations = [...known, { url, title, quote }];
    } else if (event.type === "hosted_call") {
      const { id, tool, state, input, output } = event;
      const others = (details.hostedCalls ?? []).filter((call) => call.id !== id);
      details.hostedCalls = [...others, { id, tool, state, input, output }];
    } else if (event.type === "background") {
      const { since = Date.now() } = details.background ?? {};
      details.background = { id: event.id, since, status: event.status };
    }
  };

  return {
    take: (event) => {
      if (event.type === "started") {
        details.dialect = event.dialect;
        details.route = event.route;
        details.requestId = event.requestId;
        details.region = event.region;
      } else if (event.type === "note") details.notes = everyNote([details.notes, [event.note]]);
      else if (event.type === "refusal") details.refused = true;
      else if (event.type === "tool_call") takeTool(event);
      else if (event.type === "reasoning") thoughtFrom ??= event.at;
      else if (event.type === "filter") filters.take(event);
      else if (event.type === "answers") details.answers = event.count;
      else takeBeside(event);
      const hasThought = thoughtFrom !== null && details.reasoningTime === null;
      if (hasThought && (event.type === "text" || event.type === "end")) {
        details.reasoningTime = event.at - (thoughtFrom ?? event.at);
      }
    },
    details: () => ({
      ...details,
      ...(jsonSchema !== undefined && wasSent(jsonSchema, details.notes) && { jsonSchema }),
      // A result is given to a call by its id, and models before had none.
      toolCalls: [...calls]
        .sort(([a], [b]) => a - b)
        .map(([index, call]) => ({ ...call, id: call.id || `call_${index}` })),
      filters: filters.findings(),
    }),
  };
}

/** Whether a schema was sent, in whatever place an API has for it. */
const wasSent = (schema: string, notes: readonly RequestNote[]): boolean =>
  sentValue("jsonSchema", schema, notes) !== undefined &&
  sentValue("responseFormat", schema, notes) !== undefined;
