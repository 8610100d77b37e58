import type { ChatRoute } from "../../../preload/contract/deployments.ts";
import type { Diagnosis, DiagnosisCode } from "../../../preload/contract/diagnosis.ts";
import type { DialectName } from "../../../preload/contract/dialects.ts";
import { FoundryError, problem } from "../error.ts";
import { diagnoseReply, diagnoseStreamError } from "../http/diagnosis.ts";
import { errorIn } from "../http/error-in.ts";
import type { Context } from "../http/exchange.ts";
import { piecesOf, send, type Target } from "../http/send.ts";
import { asObject, parseJson } from "../json.ts";
import { correctionOf } from "./corrections.ts";
import type { Dialect } from "./dialect.ts";
import { dialects } from "./dialects.ts";
import { readReply } from "./reply.ts";

/**
 * Whether a deployment that no list has can be called, without making it generate anything: with a request
 * that each service refuses once it has let the caller in. Gives the route that is served, and the dialect: another than
 * the one that is asked for where the deployment says so.
 * Throws the diagnosis of why it cannot be called, `cancelled` when the signal aborts.
 */
export async function probeChat(
  target: Target,
  deployment: string,
  spoken: DialectName,
  signal?: AbortSignal,
): Promise<{ route: ChatRoute; dialect: DialectName }> {
  try {
    return { route: await probeIn(dialects[spoken], target, deployment, signal), dialect: spoken };
  } catch (error) {
    const other = error instanceof FoundryError ? correctionOf(error.diagnosis, spoken) : null;
    if (other === null) throw error;
    return { route: await probeIn(dialects[other], target, deployment, signal), dialect: other };
  }
}

async function probeIn(
  dialect: Dialect,
  target: Target,
  deployment: string,
  signal?: AbortSignal,
): Promise<ChatRoute> {
  const { body, refusal } = dialect.probe;
  let failure: unknown;
  for (const [route, address] of dialect.routes(target, deployment)) {
    try {
      const call = { ...address, method: "POST" as const, body: body(deployment), signal };
      await send(target, call, (answer, ended, context) => checked(dialect, answer, ended, context));
      return route;
    } catch (error) {
      if (!(error instanceof FoundryError)) throw error;
      if (isOf(error.diagnosis, refusal)) return route;
      if (error.diagnosis.code !== "route_not_found") throw error;
      failure ??= error;
    }
  }
  throw failure;
}

/** Takes an answer that says success, where it is one: a page or an error is none. */
async function checked(
  dialect: Dialect,
  answer: Response,
  signal: AbortSignal,
  context: Context,
): Promise<void> {
  const reader = readReply(dialect, (said) => new FoundryError(diagnoseReply(said, context)));
  for await (const bytes of piecesOf(answer, signal)) {
    if (reader.feed(bytes).some((data) => isAnswer(dialect, data, context))) return;
  }
  if (!reader.end().some((data) => isAnswer(dialect, data, context))) throw problem("reply_not_understood");
}

function isAnswer(dialect: Dialect, data: string, context: Context): boolean {
  const document = asObject(parseJson(data));
  const error = document && errorIn(document);
  if (error) throw new FoundryError(diagnoseStreamError(error, context));
  return document !== null && dialect.isAnswer(document);
}

/** Whether a refusal is the one that was asked for: any other proves nothing, such as one of a gateway or of a token. */
const isOf = ({ code, parameters, raw }: Diagnosis, refusal: RegExp): boolean =>
  refusals.includes(code) && refusal.test(`${parameters.parameter} ${raw?.message}`);

const refusals: readonly DiagnosisCode[] = [
  "request_refused",
  "parameter_refused",
  "value_refused",
  "value_invalid",
  "stream_error",
];
