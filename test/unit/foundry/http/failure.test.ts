import { describe, expect, it } from "vitest";
import { diagnoseFailure } from "../../../../main/foundry/http/failure.ts";
import { explain } from "../../../../preload/strings/explain.ts";
import { key, servesAlerts } from "../server.ts";

const context = { host: "r.openai.azure.com", path: "/openai/x", deployment: "d", secrets: [key], sent: "" };

/** The words a person reads, which must have no hole. */
const words = (diagnosis: Parameters<typeof explain>[0]) => {
  const { title, cause } = explain(diagnosis);
  return `${title} | ${cause}`;
};

describe("a request without an answer", () => {
  const caused = (code: string) =>
    new TypeError("fetch failed", { cause: Object.assign(new Error(`connect ${code}`), { code }) });

  it.each([
    [caused("ENOTFOUND"), "host_not_found"],
    [caused("EAI_AGAIN"), "host_not_found"],
    [caused("EAI_FAIL"), "host_not_found"],
    [new Error("net::ERR_DNS_TIMED_OUT"), "host_not_found"],
    [new Error("net::ERR_ICANN_NAME_COLLISION"), "host_not_found"],
    [caused("ECONNREFUSED"), "connection_refused"],
    [caused("ECONNRESET"), "connection_failed"],
    [caused("EHOSTUNREACH"), "connection_failed"],
    [caused("UND_ERR_SOCKET"), "connection_failed"],
    [caused("ETIMEDOUT"), "timed_out"],
    [caused("UND_ERR_CONNECT_TIMEOUT"), "timed_out"],
    [caused("UND_ERR_HEADERS_TIMEOUT"), "timed_out"],
    [caused("CERT_HAS_EXPIRED"), "certificate_refused"],
    [caused("DEPTH_ZERO_SELF_SIGNED_CERT"), "certificate_refused"],
    [caused("UNABLE_TO_VERIFY_LEAF_SIGNATURE"), "certificate_refused"],
    [caused("ERR_TLS_CERT_ALTNAME_INVALID"), "certificate_refused"],
    [new Error("net::ERR_NAME_NOT_RESOLVED"), "host_not_found"],
    [new Error("net::ERR_CONNECTION_REFUSED"), "connection_refused"],
    [new Error("net::ERR_CONNECTION_RESET"), "connection_failed"],
    [new Error("net::ERR_INTERNET_DISCONNECTED"), "connection_failed"],
    [new Error("net::ERR_CERT_AUTHORITY_INVALID"), "certificate_refused"],
    [caused("UNABLE_TO_GET_ISSUER_CERT_LOCALLY"), "certificate_refused"],
    [new Error("net::ERR_SSL_PINNED_KEY_NOT_IN_CERT_CHAIN"), "certificate_refused"],
    [new Error("net::ERR_PROXY_AUTH_UNSUPPORTED"), "proxy_wants_sign_in"],
    [new Error("net::ERR_PROXY_AUTH_REQUESTED"), "proxy_wants_sign_in"],
    [new Error("net::ERR_INVALID_AUTH_CREDENTIALS"), "proxy_wants_sign_in"],
    // undici's ProxyAgent, and Node's own agent with NODE_USE_ENV_PROXY.
    [new Error("Proxy response (407) !== 200 when HTTP Tunneling"), "proxy_wants_sign_in"],
    [
      Object.assign(new Error("Failed to establish tunnel to h:443 via http://p:8080/: HTTP/1.1 407 Auth"), {
        code: "ERR_PROXY_TUNNEL",
      }),
      "proxy_wants_sign_in",
    ],
    [new Error("Proxy response (403) !== 200 when HTTP Tunneling"), "proxy_refused"],
    [
      Object.assign(new Error("via http://p/: HTTP/1.1 502 Bad"), { code: "ERR_PROXY_TUNNEL" }),
      "proxy_refused",
    ],
    [new Error("net::ERR_TUNNEL_CONNECTION_FAILED"), "proxy_refused"],
    [new Error("net::ERR_SOCKS_CONNECTION_HOST_UNREACHABLE"), "proxy_refused"],
    [new Error("net::ERR_HTTPS_PROXY_TUNNEL_RESPONSE_REDIRECT"), "proxy_refused"],
    [new Error("net::ERR_PROXY_CONNECTION_FAILED"), "proxy_not_reached"],
    [new Error("net::ERR_PROXY_CERTIFICATE_INVALID"), "proxy_certificate_refused"],
    [new Error("net::ERR_NO_SUPPORTED_PROXIES"), "proxy_settings_wrong"],
    [new Error("net::ERR_PAC_SCRIPT_FAILED"), "proxy_settings_wrong"],
    [new Error("net::ERR_MANDATORY_PROXY_CONFIGURATION_FAILED"), "proxy_settings_wrong"],
    [new Error("net::ERR_SSL_CLIENT_AUTH_CERT_NEEDED"), "client_certificate_wanted"],
    [new Error("net::ERR_BAD_SSL_CLIENT_AUTH_CERT"), "client_certificate_wanted"],
    [new Error("net::ERR_SSL_CLIENT_AUTH_NO_COMMON_ALGORITHMS"), "client_certificate_wanted"],
    [new Error("net::ERR_SSL_PROTOCOL_ERROR"), "secure_connection_failed"],
    [new Error("net::ERR_SSL_VERSION_OR_CIPHER_MISMATCH"), "secure_connection_failed"],
    [caused("EPROTO"), "secure_connection_failed"],
    [new Error("net::ERR_CONNECTION_TIMED_OUT"), "timed_out"],
    [new Error("net::ERR_TIMED_OUT"), "timed_out"],
    [new Error("Redirect was cancelled"), "redirect_refused"],
    [new Error("Attempted to redirect, but redirect policy was 'error'"), "redirect_refused"],
    [new Error("something else"), "connection_failed"],
    ["a text", "connection_failed"],
    [undefined, "connection_failed"],
  ])("%s is %s", (error, code) => {
    const diagnosis = diagnoseFailure(error, context);
    expect(diagnosis).toMatchObject({ code, parameters: { host: "r.openai.azure.com" } });
    expect(words(diagnosis)).not.toMatch(/\{\w+\}/);
  });

  it("names nobody's root certificate as the remedy, unless a certificate is not trusted", () => {
    const helps = (name: string) => diagnoseFailure(new Error(`net::${name}`), context).remedies;
    for (const name of ["ERR_CERT_AUTHORITY_INVALID", "ERR_PROXY_CERTIFICATE_INVALID"])
      expect(helps(name)).toContain("check_certificate");
    for (const name of [
      "ERR_BAD_SSL_CLIENT_AUTH_CERT",
      "ERR_SSL_PROTOCOL_ERROR",
      "ERR_TUNNEL_CONNECTION_FAILED",
    ])
      expect(helps(name)).not.toContain("check_certificate");
  });

  it("keeps the words of every cause, and no key", () => {
    const error = new TypeError("fetch failed", { cause: new Error(`"${key}" is an invalid header value`) });
    expect(diagnoseFailure(error, context).raw?.message).toBe(
      'fetch failed "•••" is an invalid header value',
    );
  });
});

describe("a server that breaks the handshake off with a TLS alert", () => {
  const alerting = servesAlerts();
  const atAlert = async (alert: number) => {
    const origin = await alerting(alert);
    return fetch(origin).then(
      () => Promise.reject(new Error("It answered")),
      (error: unknown) => diagnoseFailure(error, context).code,
    );
  };

  it.each([41, 42, 43, 44, 45, 46, 48, 49, 116])("%i is about this computer's certificate", async (alert) =>
    expect(await atAlert(alert)).toBe("client_certificate_wanted"),
  );

  it.each([40, 70, 80, 112])("%i is about no certificate", async (alert) =>
    expect(await atAlert(alert)).toBe("secure_connection_failed"),
  );
});
