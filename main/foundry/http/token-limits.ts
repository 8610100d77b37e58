/** Words of a prompt that is longer than the model can read: Azure OpenAI, vLLM, llama.cpp, xAI, Mistral, Anthropic, TGI, Cohere. */
const promptWords =
  /context_length_exceeded|string_above_max_length|context_window_exceeded|exceed_context_size|(?:exceed|over|beyond|larger|longer|greater|too (?:large|long|big)).{0,80}(?:context|max(?:imum)?_?(?:seq|model)_?len|maximum (?:input|prompt|sequence|number of (?:input )?tokens))|maximum (?:context|prompt|input|sequence)[ _](?:length|size|window|tokens)|\b(?:prompt|input|conversation|messages?|context|request)s? (?:is|are|was|were|has become) (?:too long|longer|over)|too many (?:input |prompt )?tokens|(?:input|prompt)(?: tokens?| length)? (?:exceeds?|limit|is larger|must (?:have )?(?:be )?(?:less|at most|fewer))|max_seq_len|context.{0,10} overflow|context (?:size|length|window) (?:has been |was |is )?exceeded|\b(?:prompt|input)\b.{0,40} too long|allowed content length|larger than max\b|payload too large|entity too large|(?:reduce|shorten) (?:the )?(?:length of )?(?:your |the )?(?:messages|prompt|input|context)|token limit (?:was |is )?exceeded|exceed(?:s|ed|ing)? (?:the )?(?:model'?s )?(?:token limit|limit of \d+ tokens)/i;

/** Whether the words of a refusal mean that the prompt is too long. */
export const isPromptTooLong = (words: string): boolean => promptWords.test(words);

const name = "max(?:imum)?[_ ](?:completion[_ ]|output[_ ]|new[_ ])?tokens";

/** Words of an answer that may not be as long as was asked. */
const answerWords = new RegExp(
  `${name}\\W.{0,80}(?:too (?:large|big|high)|exceed|greater than the|above|maximum|at most|less than|cannot be (?:more|larger|greater))|(?:too (?:large|high)|invalid|range of).{0,20}${name}|above_max_value.*${name}`,
  "i",
);

/** Whether the words of a refusal mean that the limit of the answer, `max_tokens`, is higher than the model or what the prompt leaves allows. */
export const isAnswerLimitTooLarge = (words: string): boolean =>
  answerLimitIn(words) !== null || (answerWords.test(words) && !promptWords.test(words));

/** Words of a limit that is too low to answer within (Azure OpenAI's models that reason), or lower than the service takes. */
export const isAnswerLimitTooSmall = (words: string): boolean =>
  new RegExp(`below_min_value.*${name}`, "i").test(words) ||
  /finish the (?:message|response|answer) because max_|or model output limit was reached/i.test(words) ||
  new RegExp(
    `${name}\\W.{0,60}(?:at least|minimum|too (?:small|low)|greater than (?:or equal to )?\\d|positive|below|must be greater|>= ?\\d)`,
    "i",
  ).test(words);

/** The longest answer that a refusal allows, in tokens. */
export interface AnswerLimit {
  tokens: number;
  /** Whether it is the model's; else it is what this prompt leaves of the context. */
  isModels: boolean;
}

/** Answers shorter than this are none: the prompt is too long. */
const least = 16;

const count = "[`'\"]?(\\d[\\d,_]*)[`'\"]?";

/** What the model itself allows: OpenAI, Anthropic, DeepSeek, Groq, Mistral, Cohere and the validators of others. */
const ofModel = [
  new RegExp(`supports? at most ${count} (?:completion|output) tokens`, "i"),
  new RegExp(`${name}['\`"]?:? ${count} > (\\d[\\d,_]*)`, "i"),
  new RegExp(`${name}\\b.{0,40}exceeds? the model limit of ${count}`, "i"),
  new RegExp(`range of ${name}['\`"]? (?:is|should be|must be) [[(]\\d+, ?(\\d[\\d,_]*)`, "i"),
  new RegExp(
    `${name}['\`"]?\\W.{0,60}(?:less than or equal to|at most|no (?:more|greater|larger) than|<=|cannot exceed|can't exceed|must not exceed|maximum(?: allowed)?(?: value| number)?(?: of| is| for [^\\d]{0,40} is)?:?|up to|limit(?:ed)? (?:of|to|is)) ${count}`,
    "i",
  ),
];

/** What a prompt leaves: the whole context, and the tokens of the prompt. */
const ofContext = [
  /(?:maximum context length|context (?:length|window|size)) (?:is|of) (?<whole>\d[\d,_]*)[\s\S]{0,200}?\((?<prompt>\d[\d,_]*) (?:tokens )?in the (?:messages|prompt|input)/i,
  /(?:maximum context length|context (?:length|window|size)) (?:is|of) (?<whole>\d[\d,_]*)[\s\S]{0,200}?your (?:request|prompt) has (?<prompt>\d[\d,_]*) input tokens \(/i,
  /exceed context limit: (?<prompt>\d[\d,_]*) \+ \d[\d,_]* > (?<whole>\d[\d,_]*)/i,
  /inputs`? tokens \+ `?max_new_tokens`? must be <= (?<whole>\d[\d,_]*)[\s\S]{0,200}?(?<prompt>\d[\d,_]*) `?inputs/i,
];

/** The longest answer that a refusal allows; null where it says no number, or none that leaves room for an answer. */
export function answerLimitIn(words: string): AnswerLimit | null {
  for (const pattern of ofContext) {
    const found = pattern.exec(words)?.groups;
    if (!found) continue;
    const tokens = numberOf(found.whole) - numberOf(found.prompt);
    return tokens >= least ? { tokens, isModels: false } : null;
  }
  for (const pattern of ofModel) {
    const tokens = numberOf(pattern.exec(words)?.slice(1).at(-1));
    if (tokens >= 1) return { tokens, isModels: true };
  }
  return null;
}

const numberOf = (text: string | undefined) => Number((text ?? "").replace(/[,_]/g, ""));
