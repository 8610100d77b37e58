import type { Diagnosis, DiagnosisCode } from "../../../preload/contract/diagnosis.ts";
import { asText } from "../json.ts";
import { diagnose } from "./diagnosis.ts";
import type { Context } from "./exchange.ts";

/**
 * Words of a network failure: Node's codes (`cause.code`) and words, undici's, and Chromium's (`net::ERR_...`, in its
 * net_error_list.h). First match wins: who stands on the way comes before the host, and what a host says of this
 * computer's certificate (the TLS alerts 42 to 46, 48, 49 and 116; RFC 8446, 6.2) before what this computer says of the
 * host's.
 */
const failures: [RegExp, DiagnosisCode][] = [
  [
    /ERR_PROXY_AUTH|ERR_UNEXPECTED_PROXY_AUTH|ERR_UNSUPPORTED_AUTH_SCHEME|ERR_(INVALID|MISSING)_AUTH_CREDENTIALS|Proxy response \(407\)|ERR_PROXY_TUNNEL.*HTTP\/1\.\d 407/s,
    "proxy_wants_sign_in",
  ],
  [/ERR_PROXY_CERTIFICATE|UND_ERR_PRX_TLS/, "proxy_certificate_refused"],
  [/ERR_PROXY_CONNECTION_FAILED/, "proxy_not_reached"],
  [
    /ERR_NO_SUPPORTED_PROXIES|ERR_PAC_|ERR_MANDATORY_PROXY_CONFIGURATION|ERR_PROXY_INVALID_CONFIG/,
    "proxy_settings_wrong",
  ],
  [/ERR_(TUNNEL|SOCKS|PROXY|HTTPS_PROXY)_|UND_ERR_SOCKS|Proxy response \(\d+\)/, "proxy_refused"],
  [
    /ERR_(BAD_)?SSL_CLIENT_AUTH|alert[ _]((no|bad|unsupported)[ _]certificate|certificate[ _](required|revoked|expired|unknown)|unknown[ _]ca|access[ _]denied)/i,
    "client_certificate_wanted",
  ],
  [
    /ENOTFOUND|EAI_(AGAIN|FAIL|NODATA|NONAME)|ERR_NAME_(NOT_RESOLVED|RESOLUTION)|ERR_(DNS|ICANN_NAME)_/,
    "host_not_found",
  ],
  [/ECONNREFUSED|ERR_CONNECTION_REFUSED/, "connection_refused"],
  [/CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|INVALID_(CA|PURPOSE)|HOSTNAME_MISMATCH/, "certificate_refused"],
  [/ERR_SSL|ERR_TLS|EPROTO/, "secure_connection_failed"],
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
