/** What a request for embeddings may hold. */
interface PortionLimits {
  texts: number;
  tokens: number;
}

/**
 * The service takes 2,048 texts of 300,000 tokens in all (Foundry embeddings guide; openai-node, `resources/embeddings`).
 * With fewer texts the reply to one request has no more than five megabytes, which is read without a pause to be felt.
 */
const usual: PortionLimits = { texts: 256, tokens: 300_000 };

/** Bytes of a token at least, by a cautious estimate: about four letters of English, one sign of Chinese. */
const bytesOfToken = 3;

/** How many tokens a text has at most, as far as that can be said without the model's own vocabulary. */
const tokensOf = (text: string): number => Math.ceil(Buffer.byteLength(text) / bytesOfToken);

/** Cuts texts into portions that a request may hold, in order. A text that is too long alone is a portion of its own. */
export function portionsOf(texts: readonly string[], limits = usual): string[][] {
  const portions: string[][] = [];
  let tokens = 0;
  for (const text of texts) {
    const own = tokensOf(text);
    const last = portions.at(-1);
    if (last && last.length < limits.texts && tokens + own <= limits.tokens) {
      last.push(text);
      tokens += own;
    } else {
      portions.push([text]);
      tokens = own;
    }
  }
  return portions;
}
