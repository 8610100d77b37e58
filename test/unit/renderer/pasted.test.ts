import { describe, expect, it } from "vitest";
import { isSnippet, keyIn } from "../../../renderer/connections/pasted.ts";

const key = "3fA9xQ7zLm2Rk8Wd5TbYc1VnEs4Hu6Gj";

describe("a key in what was pasted", () => {
  it.each([
    `curl https://r.openai.azure.com/openai/v1/models -H "api-key: ${key}"`,
    `-H 'Authorization: Bearer ${key}' \\`,
    `AZURE_OPENAI_API_KEY=${key}\nAZURE_OPENAI_ENDPOINT=https://r.openai.azure.com`,
    `AZURE_OPENAI_KEY="x"\nexport AZURE_API_KEY='${key}'`,
    `client = AzureOpenAI(api_key="${key}", azure_endpoint="https://r.openai.azure.com")`,
    `new AzureOpenAI({ apiKey: "${key}", endpoint })`,
    `{"api-key": "${key}"}`,
  ])("is found in %j", (text) => expect(keyIn(text)).toBe(key));

  it.each([
    'curl -H "api-key: $AZURE_OPENAI_API_KEY"',
    'api_key=os.environ["AZURE_OPENAI_API_KEY"]',
    "apiKey: process.env.AZURE_OPENAI_API_KEY",
    "https://r.openai.azure.com",
    "",
  ])("is none in %j", (text) => expect(keyIn(text)).toBeNull());
});

it("an address is no snippet", () => {
  expect(
    [" https://r.openai.azure.com/ \n", "curl https://r.openai.azure.com", "A=1\nB=2"].map(isSnippet),
  ).toEqual([false, true, true]);
});
