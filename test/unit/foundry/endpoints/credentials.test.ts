import { describe, expect, it } from "vitest";
import { type Consent, isSendable, linked, refusal } from "../../../../main/foundry/endpoints/credentials.ts";
import { key } from "../server.ts";

const ask = (url: string, consent: Consent | null = null, kind: "api_key" | "token" = "api_key") =>
  refusal(new URL(url), kind, consent)?.code ?? null;

describe("where a key may go", () => {
  it.each([
    "https://r.services.ai.azure.com/api/projects/p",
    "https://r.services.ai.azure.us",
    "https://r.openai.azure.com",
    "https://R.OpenAI.Azure.COM/openai/v1",
    "https://r.openai.azure.us",
    "https://r.openai.azure.cn",
    "https://my-r-2.cognitiveservices.azure.com:443/",
    "https://r.cognitiveservices.azure.us",
    "https://r.cognitiveservices.azure.cn",
    "https://eastus.api.cognitive.microsoft.com",
    "https://virginia.api.cognitive.microsoft.us",
    "https://chinaeast2.api.cognitive.azure.cn",
    "https://name.eastus2.inference.ml.azure.com/score",
    "https://name.usgovvirginia.inference.ml.azure.us",
    "https://name.chinaeast2.inference.ml.azure.cn",
    "https://name.eastus.models.ai.azure.com",
    "https://name.eastus.inference.ai.azure.com",
    "https://localhost:8443",
    "http://localhost:3000",
    "http://127.0.0.1:3000/x",
    "http://127.255.3.4",
    "http://127.1",
    "http://[::1]:3000",
  ])("%s may have it", (url) => expect(ask(url)).toBeNull());

  it.each([
    ["https://r.services.ai.azure.com.evil.example", "endpoint_misleading"],
    ["https://services.ai.azure.com.evil.example", "endpoint_misleading"],
    ["https://evilservices.ai.azure.com", "endpoint_not_known"],
    ["https://r.evilopenai.azure.com", "endpoint_not_known"],
    ["https://openai.azure.com", "endpoint_not_known"],
    ["https://.openai.azure.com", "endpoint_not_known"],
    ["https://a..openai.azure.com", "endpoint_not_known"],
    ["https://-a.openai.azure.com", "endpoint_not_known"],
    ["https://r.openai.azure.com.", "endpoint_misleading"],
    ["https://openai.azure.example.com", "endpoint_not_known"],
    ["https://r.services.ai.azure.cn", "endpoint_not_known"],
    ["https://r.openai.azure.de", "endpoint_not_known"],
    ["https://portal.azure.com", "endpoint_not_known"],
    ["https://ai.azure.com", "endpoint_not_known"],
    ["https://evil.example/r.openai.azure.com", "endpoint_not_known"],
    ["https://evil.example?.openai.azure.com", "endpoint_not_known"],
    ["https://evil.example#.openai.azure.com", "endpoint_not_known"],
    ["https://evil.example\\.openai.azure.com", "endpoint_not_known"],
    ["https://r.оpenai.azure.com", "endpoint_misleading"],
    ["https://localhost.evil.example", "endpoint_not_known"],
    ["https://127.0.0.1.evil.example", "endpoint_not_known"],
    ["https://10.0.0.1", "endpoint_not_known"],
    ["https://128.0.0.1", "endpoint_not_known"],
    ["https://[::2]", "endpoint_not_known"],
    ["https://[::ffff:127.0.0.1]", "endpoint_not_known"],
    ["http://r.openai.azure.com", "endpoint_not_https"],
    ["http://127.0.0.1.evil.example", "endpoint_not_https"],
    ["http://0.0.0.0", "endpoint_not_https"],
    ["https://name@r.openai.azure.com", "endpoint_invalid"],
    ["https://:word@r.openai.azure.com", "endpoint_invalid"],
    ["https://r.openai.azure.com@evil.example", "endpoint_invalid"],
    ["http://name:word@127.0.0.1", "endpoint_invalid"],
    ["file:///r.openai.azure.com", "endpoint_invalid"],
    ["ftp://r.openai.azure.com", "endpoint_invalid"],
    ["ws://127.0.0.1", "endpoint_invalid"],
    ["app://127.0.0.1", "endpoint_invalid"],
  ])("%s may not: %s", (url, code) => expect(ask(url)).toBe(code));

  it.each([
    ["a line break", `${key}\nx-other: 1`],
    ["a space", `${key} ${key}`],
    ["a letter no header takes", `${key}…`],
    ["nothing", ""],
  ])("a key with %s is sent nowhere", (_, secret) => expect(isSendable(secret)).toBe(false));

  it("names the host it refuses, as it is and as people read it", () => {
    expect(refusal(new URL("https://bücher.example:8443/x"), "api_key", null)?.parameters).toEqual({
      host: "xn--bcher-kva.example:8443",
      unicode: "bücher.example",
    });
  });
});

describe("a gateway that was confirmed", () => {
  const origin = "https://gate.contoso.example";
  const keys = { origin, tokens: false };

  it("gets keys, on its own origin only", () => {
    expect(ask(`${origin}/ai/openai/v1`, keys)).toBeNull();
    for (const url of ["https://gate.contoso.example:8443", "https://other.contoso.example"])
      expect([url, ask(url, keys)]).toEqual([url, "endpoint_not_known"]);
    expect(ask("http://gate.contoso.example", keys)).toBe("endpoint_not_https");
    expect(ask("https://name@gate.contoso.example", keys)).toBe("endpoint_invalid");
  });

  it("gets sign-in tokens only after a consent of its own", () => {
    expect(ask(origin, keys, "token")).toBe("gateway_without_tokens");
    expect(ask(origin, { origin, tokens: true }, "token")).toBeNull();
    expect(ask("https://r.openai.azure.com", null, "token")).toBeNull();
    expect(ask("http://127.0.0.1:1", null, "token")).toBeNull();
  });

  it.each([
    "https://x.services.ai.azure.com.evil.example",
    "https://services.ai.azure.com.evil.example",
    "https://r.openai.azure.com.evil.example",
    "https://r.openai.azure.com.",
    "https://gаte.contoso.example",
    "https://contoso.gαte.example",
    "https://аzure.com.gаte.example",
  ])("cannot be %s", (url) => {
    expect(ask(url, { origin: new URL(url).origin, tokens: true })).toBe("endpoint_misleading");
  });

  it.each(["https://газета.example", "https://東京テスト.example", "https://bücher-2.example"])(
    "can be %s, whose labels are each of one script",
    (url) => expect(ask(url, { origin: new URL(url).origin, tokens: false })).toBeNull(),
  );
});

describe("an address in a reply", () => {
  const from = new URL("https://r.openai.azure.com/openai/deployments?x=1");

  it("is followed on the same origin", () => {
    expect(linked("/openai/deployments?page=2", from).href).toBe(
      "https://r.openai.azure.com/openai/deployments?page=2",
    );
  });

  it.each([
    "https://r2.openai.azure.com/x",
    "//evil.example/x",
    "http://r.openai.azure.com/x",
    "https://r.openai.azure.com:8443/x",
    "https://",
  ])("is not followed to %s", (link) => expect(() => linked(link, from)).toThrow("redirect_refused"));
});
