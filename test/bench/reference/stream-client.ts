import type { DialectName } from "../../../preload/contract/dialects.ts";

/** Where the events of each dialect have their text. */
// biome-ignore lint/suspicious/noExplicitAny: the least that can be is not to look.
const textOf: Record<Exclude<DialectName, "images">, (event: any) => string | undefined> = {
  chat: (event) => event.choices[0]?.delta.content,
  responses: (event) => (event.type === "response.output_text.delta" ? event.delta : undefined),
  messages: (event) => (event.type === "content_block_delta" ? event.delta.text : undefined),
};

/** The least that reads a stream: fetch, split at empty lines, JSON.parse. Gives the text's length and the events. */
export async function readBare(
  url: string,
  dialect: keyof typeof textOf,
): Promise<{ length: number; chunks: number }> {
  const reply = await fetch(url, { method: "POST", body: "{}" });
  if (!reply.body) throw new Error("No body");
  const decoder = new TextDecoder();
  const text = textOf[dialect];
  let rest = "";
  let length = 0;
  let chunks = 0;
  for await (const bytes of reply.body) {
    rest += decoder.decode(bytes, { stream: true });
    let from = 0;
    for (let to = rest.indexOf("\n\n"); to >= 0; to = rest.indexOf("\n\n", from)) {
      const data = rest.slice(rest.indexOf("data: ", from) + 6, to);
      from = to + 2;
      if (data === "[DONE]") continue;
      const event = JSON.parse(data);
      chunks += 1;
      length += text(event)?.length ?? 0;
    }
    rest = rest.slice(from);
  }
  return { length, chunks };
}
