import { asCount, type JsonObject } from "../json.ts";
import type { Counting } from "./dialect.ts";

/** Counts by an operation below the address of a question, which takes these members of its body and gives `input_tokens`. */
export const countingAt = (operation: string, counted: readonly string[]): Counting => ({
  call: (call, body) => {
    const url = new URL(call.url);
    url.pathname = `${url.pathname.replace(/\/$/, "")}/${operation}`;
    return { ...call, url, method: "POST", body: only(counted, body) };
  },
  tokensIn: ({ input_tokens: tokens }) => asCount(tokens),
});

const only = (names: readonly string[], body: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(body).filter(([name]) => names.includes(name)));
