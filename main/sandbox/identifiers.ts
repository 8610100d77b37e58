import { randomBytes } from "node:crypto";

const alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

const letters = (count: number) =>
  [...randomBytes(count)].map((byte) => alphabet.charAt(byte % alphabet.length)).join("");

/** An id of Anthropic's: `msg_01…`, `toolu_01…`, with 24 characters after the underscore. */
export const anthropicId = (kind: "msg" | "toolu" | "srvtoolu" | "req"): string => `${kind}_01${letters(22)}`;

/** What Anthropic calls a request. */
export const anthropicRequestId = (): string => anthropicId("req");

/** An id of an object of the Responses API: `resp_`, `msg_`, `rs_`, `fc_` and so on with 50 hexadecimal digits. */
export const responsesId = (kind: string): string => `${kind}_${randomBytes(25).toString("hex")}`;

/** The id of a call of a function, on both of OpenAI's APIs. */
export const callId = (): string => `call_${letters(24)}`;
