import type { AnswerDetails, FilterFinding } from "../../preload/contract/conversations.ts";
import { everyNote } from "../../preload/sent-parameters.ts";
import type { ChatEvent } from "../foundry/chat/chat.ts";
import { filterChips } from "../foundry/chat/filters.ts";

/** Collects what is known of an answer besides its text. */
export interface DetailsCollector {
  take(event: ChatEvent): void;
  details(): AnswerDetails;
}

/** Nothing known yet, or what was known of the part that is gone on with. */
export function collectDetails(before: AnswerDetails | null = null): DetailsCollector {
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
  /** By whom and category: the service repeats its findings with every piece of text. */
  const findings = new Map<string, FilterFinding>(
    details.filters.map((finding) => [`${finding.of} ${finding.category}`, finding]),
  );
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

  return {
    take: (event) => {
      if (event.type === "started") {
        details.route = event.route;
        details.requestId = event.requestId;
        details.region = event.region;
      } else if (event.type === "note") details.notes = everyNote([details.notes, [event.note]]);
      else if (event.type === "refusal") details.refused = true;
      else if (event.type === "tool_call") takeTool(event);
      else if (event.type === "reasoning") thoughtFrom ??= event.at;
      else if (event.type === "filter") {
        for (const { category, filtered, severity, detected } of filterChips(event.results)) {
          const finding = {
            of: event.of,
            category,
            filtered,
            severity: severity ?? null,
            detected: !!detected,
          };
          const known = findings.get(`${event.of} ${category}`);
          if (!known?.filtered) findings.set(`${event.of} ${category}`, finding);
        }
      }
      const hasThought = thoughtFrom !== null && details.reasoningTime === null;
      if (hasThought && (event.type === "text" || event.type === "end")) {
        details.reasoningTime = event.at - (thoughtFrom ?? event.at);
      }
    },
    details: () => ({
      ...details,
      toolCalls: [...calls].sort(([a], [b]) => a - b).map(([, call]) => call),
      filters: [...findings.values()],
    }),
  };
}
