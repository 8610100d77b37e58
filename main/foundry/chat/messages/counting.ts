import { asCount } from "../../json.ts";
import type { Counting } from "../dialect.ts";

/** The members of a question's body that are counted (Messages API reference, `count_tokens`). */
const counted = ["model", "messages", "system", "tools", "thinking", "output_config"];

/** The tokens of a question before it is asked (Microsoft's page on Claude in Foundry names the route). */
export const counting: Counting = {
  call: (call, body) => {
    const url = new URL(call.url);
    url.pathname = `${url.pathname.replace(/\/$/, "")}/count_tokens`;
    const own = Object.fromEntries(Object.entries(body).filter(([name]) => counted.includes(name)));
    return { ...call, url, method: "POST", body: own };
  },
  tokensIn: ({ input_tokens: tokens }) => asCount(tokens),
};
