import type { HostedCall } from "../../../../preload/contract/conversations.ts";
import { asObject, asText, type JsonObject } from "../../json.ts";
import { type Chunk, nothingSaid, piece, type ReadEvent, saying } from "../dialect.ts";
import { answeredCall, hostedCallIn, isHostedCall } from "./hosted.ts";
import { citationsIn, ending, isWhole, messageChunk } from "./message.ts";
import { counts, readUsage } from "./usage.ts";

/** A block with a tool's call whose input is still coming. */
interface OpenCall {
  block: JsonObject;
  index: number | null;
  json: string;
}

/**
 * Reads the events of one streamed message, or a whole message (Messages API reference; recorded streams of Foundry).
 * Events, blocks and deltas of kinds that it does not know say nothing; null for what is no event. It runs for every token:
 * so nothing is made on the way.
 */
export function messagesReader(): ReadEvent {
  const open = new Map<unknown, OpenCall>();
  const hosted = new Map<string, HostedCall>();
  const usage: JsonObject = {};
  let part = "";
  let kind = "";

  /** Counts are told at the beginning and, as far as they have changed, at the end. */
  const counted = (more: JsonObject | null) => {
    for (const name of counts) if (more && name in more) usage[name] = more[name];
    return readUsage(usage);
  };

  const told = (call: HostedCall): Chunk => {
    hosted.set(call.id, call);
    return saying({ beside: [{ type: "hosted_call", ...call }] });
  };

  const blockBegins = (event: JsonObject): Chunk => {
    const block = asObject(event.content_block);
    if (!block) return nothingSaid;
    // Citations cut a text into blocks that belong together.
    if (block.type !== "text" || kind !== "text") part = `${numberIn(event) ?? ""}`;
    kind = asText(block.type);
    if (isHostedCall(block) || kind === "tool_use")
      open.set(event.index, { block, index: numberIn(event), json: "" });
    if (isHostedCall(block)) return told(hostedCallIn(block, "{}"));
    if (kind === "tool_use")
      return saying({
        toolCalls: [
          { index: numberIn(event), id: asText(block.id), name: asText(block.name), arguments: "" },
        ],
      });
    const answered = answeredCall(block, hosted);
    return answered
      ? told(answered)
      : saying({ text: asText(block.text), reasoning: asText(block.thinking), part });
  };

  const blockGoesOn = (event: JsonObject): Chunk => {
    const delta = asObject(event.delta);
    switch (delta?.type) {
      case "text_delta":
        return piece(asText(delta.text), "", part);
      case "thinking_delta":
        return piece("", asText(delta.thinking), part);
      case "input_json_delta":
        return inputGoesOn(event, asText(delta.partial_json));
      case "citations_delta":
        return saying({ beside: citationsIn(delta.citation) });
      default:
        return nothingSaid;
    }
  };

  const inputGoesOn = (event: JsonObject, more: string): Chunk => {
    const call = open.get(event.index);
    if (call) call.json += more;
    if (more === "" || (call && isHostedCall(call.block))) return nothingSaid;
    return saying({ toolCalls: [{ index: numberIn(event), arguments: more }] });
  };

  /** A call without input, and one whose input came with its beginning, has had no piece of it. */
  const blockEnds = (event: JsonObject): Chunk => {
    const call = open.get(event.index);
    open.delete(event.index);
    if (!call) return nothingSaid;
    const json = call.json || JSON.stringify(call.block.input ?? {});
    if (isHostedCall(call.block)) return told(hostedCallIn(call.block, json));
    return call.json === "" ? saying({ toolCalls: [{ index: call.index, arguments: json }] }) : nothingSaid;
  };

  return (value) => {
    const event = asObject(value);
    if (!event) return null;
    switch (event.type) {
      case "content_block_delta":
        return blockGoesOn(event);
      case "content_block_start":
        return blockBegins(event);
      case "content_block_stop":
        return blockEnds(event);
      case "message_start": {
        const message = asObject(event.message) ?? {};
        return saying({ model: asText(message.model), usage: counted(asObject(message.usage)) });
      }
      case "message_delta":
        return saying({ ...ending(asObject(event.delta) ?? {}), usage: counted(asObject(event.usage)) });
      case "message_stop":
        return saying({ isLast: true });
      default:
        if (isWhole(event)) return messageChunk(event);
        if (event.type === "error" || event.error) return saying({ error: event });
        return typeof event.type === "string" ? nothingSaid : null;
    }
  };
}

const numberIn = ({ index }: JsonObject): number | null =>
  Number.isSafeInteger(index) ? (index as number) : null;
