/** The least that reads a chat stream: fetch, split at empty lines, JSON.parse. Gives the text's length and the chunks. */
export async function readBare(url: string): Promise<{ length: number; chunks: number }> {
  const reply = await fetch(url, { method: "POST", body: "{}" });
  if (!reply.body) throw new Error("No body");
  const decoder = new TextDecoder();
  let rest = "";
  let length = 0;
  let chunks = 0;
  for await (const bytes of reply.body) {
    rest += decoder.decode(bytes, { stream: true });
    let from = 0;
    for (let to = rest.indexOf("\n\n"); to >= 0; to = rest.indexOf("\n\n", from)) {
      const data = rest.slice(from + 6, to);
      from = to + 2;
      if (data === "[DONE]") continue;
      const chunk = JSON.parse(data);
      chunks += 1;
      length += chunk.choices[0]?.delta.content?.length ?? 0;
    }
    rest = rest.slice(from);
  }
  return { length, chunks };
}
