import { asCount } from "../../json.ts";
import type { Counting } from "../dialect.ts";

/** The members of a question's body that are counted (`responses.input_tokens` of OpenAI's client library). */
const counted = ["model", "input", "instructions", "tools", "text", "reasoning"];

/** The tokens of a question before it is asked. Whether Azure serves this route is not documented. */
export const counting: Counting = {
  call: (call, body) => {
    const url = new URL(call.url);
    url.pathname = `${url.pathname}/input_tokens`;
    const own = Object.fromEntries(Object.entries(body).filter(([name]) => counted.includes(name)));
    return { ...call, url, method: "POST", body: own };
  },
  tokensIn: ({ input_tokens: tokens }) => asCount(tokens),
};
