import type { Diagnosis, DiagnosisCode } from "../../../preload/contract/diagnosis.ts";
import { asText } from "../json.ts";
import { diagnose } from "./diagnosis.ts";
import type { Context } from "./exchange.ts";

/** Words of a network failure: Node's codes (`cause.code`) and Chromium's (`net::ERR_...`). */
const failures: [RegExp, DiagnosisCode][] = [
  [/ENOTFOUND|EAI_AGAIN|ERR_NAME_NOT_RESOLVED|ERR_NAME_RESOLUTION/, "host_not_found"],
  [/ECONNREFUSED|ERR_CONNECTION_REFUSED/, "connection_refused"],
  [/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_SSL|ERR_TLS|EPROTO/, "certificate_refused"],
  [/ETIMEDOUT|UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT|ERR_(CONNECTION_)?TIMED_OUT/, "timed_out"],
  // Electron's fetch has no answer to give for a redirect it does not follow.
  [/redirect was cancelled|redirect policy|unexpected redirect/i, "redirect_refused"],
];

/** The diagnosis of a request that got no answer. */
export function diagnoseFailure(error: unknown, context: Context): Diagnosis {
  const words = chain(error).join(" ");
  const code = failures.find(([pattern]) => pattern.test(words))?.[1] ?? "connection_failed";
  const isDown = context.isLocalServer && code === "connection_refused";
  return diagnose(
    isDown ? "local_server_not_running" : code,
    { host: context.host, seconds: "30" },
    { message: words },
    context,
    words,
  );
}

/** The diagnosis of an answer that stopped without an end; `error` is what the connection said, if anything. */
export function diagnoseCut(error: unknown, context: Context): Diagnosis {
  const words = chain(error).join(" ");
  return diagnose("stream_cut", { host: context.host }, { message: words }, context, words);
}

function chain(error: unknown): string[] {
  if (!(error instanceof Error)) return error === undefined ? [] : [String(error)];
  const code = "code" in error ? asText(error.code) : "";
  return [code, error.message, ...chain(error.cause)].filter((words) => words !== "");
}
