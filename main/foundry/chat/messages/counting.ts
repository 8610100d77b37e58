import { countingAt } from "../counting.ts";

/** The tokens of a question before it is asked (Messages API reference; Microsoft's page on Claude in Foundry names the route). */
export const counting = countingAt("count_tokens", [
  ...["model", "messages", "system", "tools", "thinking", "output_config"],
]);
