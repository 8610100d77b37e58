import { isPending } from "../../preload/background-work.ts";
import type { AnswerDetails, RequestNote } from "../../preload/contract/conversations.ts";
import { everyNote, sentValue } from "../../preload/sent-parameters.ts";
import { collectBeside } from "../foundry/chat/beside.ts";
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
  const beside = collectBeside(details);
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

  const takeBackground = (event: Extract<ChatEvent, { type: "background" }>) => {
    const { id, status } = event;
    const since = details.background?.id === id ? details.background.since : Date.now();
    details.background = { id, since, status };
  };

  /** An answer that nobody can fetch any more is not worked on. */
  const takeEnd = ({ end, diagnosis }: Extract<ChatEvent, { type: "end" }>) => {
    const { background } = details;
    if (!background || !isPending(background)) return;
    if (end === "cancelled") details.background = { ...background, status: "cancelled" };
    else if (diagnosis?.code === "background_gone") details.background = { ...background, status: "gone" };
  };

  return {
    take: (event) => {
      if (event.type === "started") {
        details.dialect = event.dialect;
        details.route = event.route;
        // An answer that is fetched later has begun in another request.
        details.requestId = event.requestId ?? details.requestId;
        details.region = event.region ?? details.region;
      } else if (event.type === "note") details.notes = everyNote([details.notes, [event.note]]);
      else if (event.type === "refusal") details.refused = true;
      else if (event.type === "tool_call") takeTool(event);
      else if (event.type === "reasoning") thoughtFrom ??= event.at;
      else if (event.type === "filter") filters.take(event);
      else if (event.type === "answers") details.answers = event.count;
      else if (event.type === "background") takeBackground(event);
      else if (event.type === "end") takeEnd(event);
      else beside.take(event);
      const hasThought = thoughtFrom !== null && details.reasoningTime === null;
      if (hasThought && (event.type === "text" || event.type === "end")) {
        details.reasoningTime = event.at - (thoughtFrom ?? event.at);
      }
    },
    details: () => ({
      ...details,
      ...(jsonSchema !== undefined && wasSent(jsonSchema, details.notes) && { jsonSchema }),
      ...beside.beside(),
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
