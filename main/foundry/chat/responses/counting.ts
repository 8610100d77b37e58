import { countingAt } from "../counting.ts";

/**
 * The tokens of a question before it is asked (`responses.input_tokens` of OpenAI's client library). Whether Azure serves
 * this route is not documented.
 */
export const counting = countingAt("input_tokens", [
  ...["model", "input", "instructions", "tools", "text", "reasoning"],
]);
