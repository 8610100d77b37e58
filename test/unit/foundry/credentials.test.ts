import { describe, expect, it } from "vitest";
import { refusal } from "../../../main/foundry/credentials.ts";
import { key } from "./server.ts";

const ask = (url: string, secret = key) => refusal(new URL(url), { kind: "api_key", secret })?.code ?? null;

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
    ["https://r.services.ai.azure.com.evil.example", "endpoint_not_known"],
    ["https://services.ai.azure.com.evil.example", "endpoint_not_known"],
    ["https://evilservices.ai.azure.com", "endpoint_not_known"],
    ["https://r.evilopenai.azure.com", "endpoint_not_known"],
    ["https://openai.azure.com", "endpoint_not_known"],
    ["https://.openai.azure.com", "endpoint_not_known"],
    ["https://a..openai.azure.com", "endpoint_not_known"],
    ["https://-a.openai.azure.com", "endpoint_not_known"],
    ["https://r.openai.azure.com.", "endpoint_not_known"],
    ["https://openai.azure.example.com", "endpoint_not_known"],
    ["https://r.services.ai.azure.cn", "endpoint_not_known"],
    ["https://r.openai.azure.de", "endpoint_not_known"],
    ["https://portal.azure.com", "endpoint_not_known"],
    ["https://ai.azure.com", "endpoint_not_known"],
    ["https://evil.example/r.openai.azure.com", "endpoint_not_known"],
    ["https://evil.example?.openai.azure.com", "endpoint_not_known"],
    ["https://evil.example#.openai.azure.com", "endpoint_not_known"],
    ["https://evil.example\\.openai.azure.com", "endpoint_not_known"],
    ["https://r.оpenai.azure.com", "endpoint_not_known"],
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
  ])("a key with %s is sent nowhere", (_, secret) =>
    expect(ask("https://r.openai.azure.com", secret)).toBe("key_refused"),
  );

  it("names the host it refuses", () => {
    expect(
      refusal(new URL("https://evil.example:8443/x"), { kind: "api_key", secret: key })?.parameters,
    ).toEqual({
      host: "evil.example:8443",
    });
  });
});
