import { describe, expect, it } from "vitest";
import { diagnoseFailure } from "../../../../main/foundry/http/failure.ts";
import { explain } from "../../../../preload/strings/explain.ts";
import { key } from "../server.ts";

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
    [new Error("net::ERR_PROXY_CONNECTION_FAILED"), "connection_failed"],
    [new Error("net::ERR_CERT_AUTHORITY_INVALID"), "certificate_refused"],
    [new Error("net::ERR_SSL_PROTOCOL_ERROR"), "certificate_refused"],
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

  it("keeps the words of every cause, and no key", () => {
    const error = new TypeError("fetch failed", { cause: new Error(`"${key}" is an invalid header value`) });
    expect(diagnoseFailure(error, context).raw?.message).toBe(
      'fetch failed "•••" is an invalid header value',
    );
  });
});
