import { phrases } from "./phrases.ts";

const beyond = "(?:exceed|over|beyond|larger|longer|greater|too (?:large|long|big))";
const context =
  "(?:context|max(?:imum)?_?(?:seq|model)_?len|max(?:imum)? (?:context|model length|input|prompt|sequence|number of (?:input )?tokens))";
const prompt = "(?:prompt|input|conversation|messages?|context|request)s?";

/** Words of a prompt that is longer than the model can read: Azure OpenAI, vLLM, SGLang, llama.cpp, LM Studio, xAI, Mistral, Anthropic, Bedrock, TGI, Cohere, Moonshot, Qwen. */
const promptWords = phrases`
  context_length_exceeded
  context_window_exceeded
  exceed_context_size
  string_above_max_length
  max_prompt_tokens_exceeded
  max_seq_len
  ${beyond}.{0,80}${context}
  maximum (?:context|prompt|input|sequence)[ _](?:length|size|window|tokens)
  context.{0,10} overflow
  context (?:size|length|window) (?:(?:has been |was |is )?exceeded|exceeds)
  \b${prompt} (?:is|are|was|were|has become) (?:too (?:long|large)|longer|over)
  \b(?:prompt|input)\b.{0,40} too long
  \b(?:prompt|input)\b.{0,40} exceeds? (?:the|a|its)\b.{0,20} limit
  (?:input|prompt)(?: tokens?| length)? (?:exceeds?|limit|is larger|must (?:have )?(?:be )?(?:less|at most|fewer))
  range of input length
  inputs\`? tokens \+ \`?max_new_tokens\`? must be <=
  too many (?:input |prompt )?tokens
  \b(?:input|prompt|total)\b.{0,20} number of tokens.{0,20} exceeds
  number of input tokens exceeds
  total number of tokens.{0,20} exceeds
  exceed(?:s|ed|ing)? (?:the )?(?:model(?:'?s)? )?(?:token limit|limit of \d+ tokens)
  token limit (?:was |is )?exceeded
  (?:reduce|shorten) (?:the )?(?:length of )?(?:your |the )?(?:messages|prompt|input|context)
  allowed content length
  larger than max\b
  payload too large
  entity too large
`;

/** Whether the words of a refusal mean that the prompt is too long. */
export const isPromptTooLong = (words: string): boolean => promptWords.test(words);

/** `max_tokens` and its other names, also as `maxOutputTokens`. */
const name = "max(?:imum)?[_ ]?(?:(?:completion|output|new)[_ ]?)?tokens";

/** Words of an answer that may not be as long as was asked. */
const tooLarge = phrases`
  ${name}\W.{0,80}(?:too (?:large|big|high)|exceed|out of range|maximum|at most|less than|(?:more|larger|greater) than)
  (?:too (?:large|high)|invalid|range of).{0,20}${name}
  above_max_value.{0,200}${name}
`;

/** Whether the words of a refusal mean that the limit of the answer, `max_tokens`, is higher than the model or what the prompt leaves allows. */
export const isAnswerLimitTooLarge = (words: string): boolean =>
  answerLimitIn(words) !== null || (tooLarge.test(words) && !promptWords.test(words));

/** Words of an answer that came to its limit before it had begun (Azure OpenAI's models that reason). */
const usedUp = phrases`
  finish the (?:message|response|answer) because (?:the )?(?:max|output|token)
  model output limit was reached
`;

/** Words of a limit that is lower than the service takes. */
const tooSmall = phrases`
  below_min_value.{0,200}${name}
  ${name}\W.{0,60}(?:at least|minimum|too (?:small|low)|positive|is below|>= ?\d)
  ${name}\W.{0,60}(?<!not be |cannot be |can't be |no )greater than (?:(?:or equal to )?\d|.{0,10}budget)
`;

/** Whether the words of a refusal mean that the limit of the answer is too low to answer within, or lower than the service takes. */
export const isAnswerLimitTooSmall = (words: string): boolean =>
  usedUp.test(words) || (tooSmall.test(words) && answerLimitIn(words) === null);

/** The longest answer that a refusal allows, in tokens. */
export interface AnswerLimit {
  tokens: number;
  /** Whether it is the model's; else it is what this prompt leaves of the context. */
  isModels: boolean;
}

/** Answers shorter than this are none: the prompt is too long. */
const least = 16;

const number = String.raw`\d[\d,_]*`;
const most = `[(\`'"]{0,2}(?<most>${number})`;
const below = `[(\`'"]{0,2}(?<below>${number})`;

/** What the model itself allows, at most or less than it: OpenAI, Anthropic, DeepSeek, Groq, Mistral, Cohere, Gemini, Bedrock and the validators of others. */
const ofModel = [
  phrases`supports? at most ${most} (?:completion|output) tokens`,
  phrases`${name}['"\`]?:? ${number} > ${most}`,
  phrases`${name}\b.{0,80}range is from \d+(?: \(inclusive\))? to ${below} \(exclusive`,
  phrases`${name}\W.{0,60}?(?:between \d+ and|range.{0,30}[[(]\d+,|\d+ ?<= ?${name} ?<=) ?${most}`,
  phrases`range of ${name}['"\`]? (?:is|should be|must be) [[(]\d+, ?${most}`,
  phrases`${name}\W.{0,60}?(?:less than or equal to|(?:not )?less or equal to|at most|up to|<=|(?:cannot|can't|must not|may not) exceed|(?:no|not|cannot|can't)(?: be)? (?:more|greater|larger|higher) than|limit(?:ed)? (?:of|to|is)) ${most}`,
  phrases`${name}\W.{0,60}?maximum(?: allowed)?(?: value| number| output)?(?: of| is| for [^\d]{0,40} is)?:? ${most}`,
  phrases`${name}\W.{0,40}?(?:must|should|has to) be (?:less|lower|smaller) than ${below}`,
];

/** What a prompt leaves: the whole context, and the tokens of the prompt. */
const ofContext = [
  /(?:maximum context length|context (?:length|window|size)) (?:is|of) (?<whole>\d[\d,_]*)[\s\S]{0,200}?\((?<prompt>\d[\d,_]*) (?:tokens )?in the (?:messages|prompt|input)/i,
  /(?:maximum context length|context (?:length|window|size)) (?:is|of) (?<whole>\d[\d,_]*)[\s\S]{0,200}?your (?:request|prompt) has (?<prompt>\d[\d,_]*) input tokens \(/i,
  /context length is (?<whole>\d[\d,_]*)[\s\S]{0,100}?\d output tokens and your prompt contains (?:at least )?(?<prompt>\d[\d,_]*) input tokens/i,
  /context length of (?<whole>\d[\d,_]*) tokens[\s\S]{0,100}? (?<prompt>\d[\d,_]*) tokens from the input/i,
  /passed (?<prompt>\d[\d,_]*) input tokens and requested \d[\s\S]{0,100}?context length is (?:only )?(?<whole>\d[\d,_]*)/i,
  /exceed context limit: (?<prompt>\d[\d,_]*) \+ \d[\d,_]* > (?<whole>\d[\d,_]*)/i,
  /inputs`? tokens \+ `?max_new_tokens`? must be <= (?<whole>\d[\d,_]*)[\s\S]{0,200}?(?<prompt>\d[\d,_]*) `?inputs/i,
];

/** The longest answer that a refusal allows; null where it says no number, or none that leaves room for an answer. */
export function answerLimitIn(words: string): AnswerLimit | null {
  const left = firstOf(ofContext, words);
  if (left) {
    const tokens = numberOf(left.whole) - numberOf(left.prompt);
    return tokens >= least ? { tokens, isModels: false } : null;
  }
  const allowed = firstOf(ofModel, words);
  const tokens = allowed?.below === undefined ? numberOf(allowed?.most) : numberOf(allowed.below) - 1;
  return tokens >= 1 ? { tokens, isModels: true } : null;
}

/** What the first pattern that fits has found, by name. */
function firstOf(patterns: readonly RegExp[], words: string): Record<string, string | undefined> | null {
  for (const pattern of patterns) {
    const groups = pattern.exec(words)?.groups;
    if (groups) return groups;
  }
  return null;
}

const numberOf = (text: string | undefined) => Number((text ?? "").replace(/[,_]/g, ""));
