import { plainWords } from "./plain-words.ts";
import { isRouteAbsent } from "./refusal-kinds.ts";
import type { SpecialMeaning } from "./special-meaning.ts";

/**
 * What a refusal means of a request for embeddings (Foundry embeddings guide; BerriAI/litellm#8976 for the wrong model;
 * how an empty text and other dimensions are refused is guessed).
 */
export const embeddingMeaning: SpecialMeaning = (status, said, given, { deployment = "" }) => {
  if (![400, 404, 413, 422].includes(status) || isRouteAbsent(status, said)) return null;
  const words = plainWords(given);
  if (
    /OperationNotSupported|does not work with the specified model|not support(?:ed)? embeddings|not an embeddings? model/i.test(
      words,
    )
  )
    return { code: "not_an_embeddings_model", more: { deployment } };
  const [, limit = ""] = /maximum (?:context|input) length (?:is|of) ([\d,]+)/i.exec(words) ?? [];
  if (limit !== "" || /(?:input|text).{0,40}too (?:long|many tokens)|\btokens?\b.{0,40}exceeds?/i.test(words))
    return { code: "embedding_text_too_long", more: { limit } };
  if (/\bdimensions?\b/i.test(words)) return { code: "embedding_dimensions_refused" };
  if (/\binput\b.{0,60}(?:empty|blank|at least (?:1|one) char)|empty (?:string|input)/i.test(words))
    return { code: "embedding_text_empty", more: { place: "" } };
  return null;
};
