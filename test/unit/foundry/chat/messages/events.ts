/** Events of a streamed message, as bodies of replies and one by one. */
export const begins = (usage: object = { input_tokens: 5, output_tokens: 1 }) => ({
  type: "message_start",
  message: { type: "message", role: "assistant", model: "claude-sonnet-4-6", content: [], usage },
});

export const ends = (
  stop_reason: string,
  usage: object = { output_tokens: 7 },
  stop_details: unknown = null,
) => [
  { type: "message_delta", delta: { stop_reason, stop_sequence: null, stop_details }, usage },
  { type: "message_stop" },
];

/** A block from its beginning to its end. */
export const block = (index: number, content_block: object, ...deltas: object[]) => [
  { type: "content_block_start", index, content_block },
  ...deltas.map((delta) => ({ type: "content_block_delta", index, delta })),
  { type: "content_block_stop", index },
];

export const text = (index: number, ...texts: string[]) =>
  block(index, { type: "text", text: "" }, ...texts.map((one) => ({ type: "text_delta", text: one })));

export const thinking = (index: number, thought: string, signature: string) =>
  block(
    index,
    { type: "thinking", thinking: "", signature: "" },
    { type: "thinking_delta", thinking: thought },
    { type: "signature_delta", signature },
  );

/** A call of a tool whose input comes in these pieces. */
export const call = (index: number, content_block: object, ...pieces: string[]) =>
  block(
    index,
    { input: {}, ...content_block },
    ...pieces.map((partial_json) => ({ type: "input_json_delta", partial_json })),
  );

/** The bytes of a stream of these events. */
export const stream = (...events: readonly { type: string; [member: string]: unknown }[]): Uint8Array =>
  new TextEncoder().encode(
    events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join(""),
  );
