import { FoundryError, problem } from "../error.ts";
import { readJson, send, type Target } from "../http/send.ts";
import { asObject } from "../json.ts";
import { type ChatRequest, routesOf } from "./chat.ts";
import { dialects } from "./dialects.ts";

/**
 * The tokens of a question as the service counts them, by the dialect's own route for that. Throws `counting_not_offered`
 * where there is none or the service does not serve it, `reply_not_understood` for a reply without a count, and what the
 * service refuses besides.
 */
export async function countTokens(
  target: Target,
  question: Omit<ChatRequest, "signal" | "silence" | "background">,
): Promise<number> {
  const dialect = dialects[question.dialect ?? "chat"];
  const { counting } = dialect;
  if (!counting) throw problem("counting_not_offered");
  const body = dialect.body(question);
  for (const [, call] of routesOf(target, question, dialect)) {
    try {
      const reply = await send(target, counting.call(call, body), readJson);
      const tokens = counting.tokensIn(asObject(reply) ?? {});
      if (tokens === null) throw problem("reply_not_understood");
      return tokens;
    } catch (error) {
      if (!isWithoutRoute(error)) throw error;
    }
  }
  throw problem("counting_not_offered");
}

/** Whether a refusal is of the route, not of the deployment or of what was asked. */
const isWithoutRoute = (error: unknown): boolean => {
  if (!(error instanceof FoundryError)) return false;
  const { code, raw } = error.diagnosis;
  return code !== "deployment_not_found" && (raw?.status === 404 || raw?.status === 405);
};
