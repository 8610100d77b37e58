import type { AnswerBeside, Citation, HostedCall } from "../../../preload/contract/conversations.ts";
import type { Beside, ChatEvent } from "./events.ts";

/** A piece of a tool's call. */
interface CallPiece {
  type: "tool_call";
  id?: string | undefined;
  name?: string | undefined;
  arguments: string;
}

/** What happens in an answer, as far as it matters here. */
type Event = Beside | CallPiece | { type: Exclude<ChatEvent["type"], Beside["type"] | CallPiece["type"]> };

/** Collects what an answer has besides its text. */
export interface BesideCollector {
  take(event: Event): void;
  beside(): AnswerBeside;
}

/** Nothing yet, or what there was of the part that is gone on with. */
export function collectBeside(before: AnswerBeside = {}): BesideCollector {
  let { commentary = "" } = before;
  const calls = new Map((before.hostedCalls ?? []).map((call) => [call.id, call]));
  const citations = new Map((before.citations ?? []).map((one) => [keyOf(one), one]));

  const takeCall = ({ id, tool, state, input, output }: HostedCall) => {
    const known = calls.get(id);
    calls.set(id, { id, tool, state, input: input || (known?.input ?? ""), output });
  };

  return {
    take: (event) => {
      if (event.type === "commentary") commentary += event.text;
      else if (event.type === "hosted_call") takeCall(event);
      else if (event.type === "citation") {
        const { url, title, quote } = event;
        citations.set(keyOf(event), { url, title, quote });
      }
    },
    beside: () => ({
      ...(commentary !== "" && { commentary }),
      ...(calls.size > 0 && { hostedCalls: [...calls.values()] }),
      ...(citations.size > 0 && { citations: [...citations.values()] }),
    }),
  };
}

/** All of it, in the events of an answer. */
export function besideIn(events: readonly Event[]): AnswerBeside {
  const beside = collectBeside();
  for (const event of events) beside.take(event);
  return beside.beside();
}

const keyOf = ({ url, title, quote }: Citation) => JSON.stringify([url, title, quote]);

/** Characters that are kept around what a call or a source says, at least. */
const around = 16;

/** Characters that an event adds to what an answer has besides its text. */
export function besideLength(event: Event): number {
  if (event.type === "tool_call")
    return around + (event.id ?? "").length + (event.name ?? "").length + event.arguments.length;
  if (event.type === "commentary") return event.text.length;
  if (event.type === "hosted_call")
    return around + event.id.length + event.tool.length + event.input.length + event.output.length;
  if (event.type !== "citation") return 0;
  return around + event.url.length + event.title.length + event.quote.length;
}
