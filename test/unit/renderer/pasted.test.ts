import { describe, expect, it } from "vitest";
import { isSnippet, takeApart } from "../../../renderer/connections/pasted.ts";

const key = "3fA9xQ7zLm2Rk8Wd5TbYc1VnEs4Hu6Gj";

describe("a key in what was pasted", () => {
  it.each([
    `curl https://r.openai.azure.com/openai/v1/models -H "api-key: ${key}"`,
    `-H 'Authorization: Bearer ${key}' \\`,
    `Authorization: Bearer ${key}`,
    `AZURE_OPENAI_API_KEY=${key}\nAZURE_OPENAI_ENDPOINT=https://r.openai.azure.com`,
    `AZURE_OPENAI_ENDPOINT=r.openai.azure.com\nAZURE_OPENAI_API_KEY = "${key}"`,
    `AZURE_OPENAI_KEY="x"\nexport AZURE_API_KEY='${key}'`,
    `SEARCH_KEY=another-key-of-a-search-service\nAZURE_OPENAI_API_KEY=${key}`,
    `AZURE_CLIENT_SECRET=one-more-secret-of-an-app\nAZURE_OPENAI_API_KEY=${key}`,
    `$env:AZURE_OPENAI_API_KEY="${key}"`,
    `client = AzureOpenAI(api_key="${key}", azure_endpoint="https://r.openai.azure.com")`,
    `new AzureOpenAI({ apiKey: "${key}", endpoint })`,
    `new AzureKeyCredential("x"), { key: '${key}' }`,
    `{"api-key": "${key}"}`,
    `Endpoint=https://r.openai.azure.com/;Key=${key};Deployment=gpt-4o`,
    `endpoint=https://r.openai.azure.com/;accesskey=${key}`,
    `https://gw.example.com/v1/chat/completions?subscription-key=${key}&api-version=x`,
    `https://gw.example.com/v1/chat/completions?code=${key}`,
    `  ${key}\n`,
    `https://r.openai.azure.com ${key}`,
    `Endpoint\nhttps://r.openai.azure.com\nKEY 1\n${key}`,
    `new Uri("https://r.openai.azure.com"), new ApiKeyCredential("${key}")`,
    `--endpoint r.openai.azure.com --api-key ${key}`,
    `<add key="AzureOpenAIKey" value="${key}"/>`,
    `https://gw.example.com/v1/chat/completions?team=${key}`,
    `-H "Authorization: ${key}"`,
    `#AZURE_OPENAI_API_KEY=another-key-of-last-year\nAZURE_OPENAI_API_KEY=${key}`,
  ])("is found in %j, and does not stay there", (text) => {
    const { key: found, rest } = takeApart(text);
    expect(found).toBe(key);
    expect(rest).not.toContain(key);
    expect(rest).not.toMatch(/another-key|one-more-secret/);
  });

  it.each(["sk-proj-a1_b2.c3", "gsk_abc", "abc+def/ghi==", "short1"])(
    "may be %s where it is set by its name",
    (value) => {
      for (const text of [
        `OPENAI_API_KEY=${value}`,
        `E=r.openai.azure.com\nOPENAI_API_KEY="${value}"\n`,
        `E=https://a.b;Key=${value}`,
      ])
        expect(takeApart(text)).toMatchObject({ key: value, rest: text.replace(value, "") });
    },
  );

  it.each([
    'curl -H "api-key: $AZURE_OPENAI_API_KEY"',
    'curl -H "Authorization: Bearer $' + '{TOKEN_OF_THE_GATEWAY}"',
    'api_key=os.environ["AZURE_OPENAI_API_KEY"]',
    'api_key=os.getenv("AZURE_OPENAI_API_KEY")',
    "apiKey: process.env.AZURE_OPENAI_API_KEY",
    "AZURE_OPENAI_API_KEY=<your-api-key>",
    "AZURE_OPENAI_API_KEY=your_api_key_of_the_resource",
    "AZURE_OPENAI_API_KEY=%KEY%",
    "AZURE_OPENAI_API_KEY=",
    "AZURE_OPENAI_API_KEY=\nAZURE_OPENAI_ENDPOINT=https://r.openai.azure.com",
    "AZURE_OPENAI_API_KEY=\r\nAZURE_OPENAI_ENDPOINT=r.openai.azure.com",
    "The key: https://r.openai.azure.com/openai/v1",
    '{"max_tokens": 4096, "messages": []}',
    "https://r.openai.azure.com",
    "https://my-very-long-resource-name-1.openai.azure.com",
    "my-very-long-resource-name-1-in-east-us-2",
    "my-very-long-resource-name-1.openai.azure.com",
    "https://0123456789abcdef0123456789abcdef.openai.azure.com",
    "https://gw.example.com/v1/0123456789abcdef0123456789abcdef/openai/chat/completions",
    "AZURE_SUBSCRIPTION_ID=0f3c9e1a-7b52-4d18-9c64-2f5a8e7d3b10",
    "",
  ])("is none in %j", (text) => expect(takeApart(text)).toEqual({ key: null, header: null, rest: text }));

  it.each([
    [`curl https://gw.example.com -H "Ocp-Apim-Subscription-Key: ${key}"`, "Ocp-Apim-Subscription-Key"],
    [`curl https://gw.example.com -H "x-api-key: ${key}"`, "x-api-key"],
    [`curl https://gw.example.com -H "Authorization: Bearer ${key}"`, "Authorization"],
    [`curl https://gw.example.com -H "api-key: ${key}"`, null],
    [`AZURE_OPENAI_API_KEY=${key}`, null],
  ])("in %j is sent in the header %s", (text, header) => expect(takeApart(text).header).toBe(header));
});

it("secrets that are no key are taken out too", () => {
  const { key: found, rest } = takeApart("AZURE_CLIENT_SECRET=abc~def.ghi\nURL=https://r.openai.azure.com");
  expect([found, rest]).toEqual([null, "AZURE_CLIENT_SECRET=\nURL=https://r.openai.azure.com"]);
});

it.each([
  'curl https://gw.example.com -H "Authorization: Basic dXNlcjpwYXNzd29yZA=="',
  'curl https://gw.example.com -H "x-token: Bearer dXNlcjpwYXNzd29yZA=="',
  "export T=eyJhbGciOiJSUzI1NiJ9.dXNlcjpwYXNzd29yZA.c2ln https://gw.example.com",
  "curl https://gw.example.com -H 'Authorization: Bearer eyJhbGciOiJSUzI1NiJ9.dXNlcjpwYXNzd29yZA.c2ln'",
  "gsk_dXNlcjpwYXNzd29yZA https://gw.example.com",
])("no secret stays readable in %j, and nothing else is taken out", (text) => {
  const { rest } = takeApart(text);
  expect(rest).not.toContain("dXNlcjpwYXNzd29yZA");
  expect(rest.length).toBeGreaterThan("https://gw.example.com".length);
  expect(rest).toContain("https://gw.example.com");
});

it.each([
  ['setx AZURE_OPENAI_API_KEY "sk-1234"', "sk-1234", 'setx AZURE_OPENAI_API_KEY ""'],
  ["ENV AZURE_OPENAI_API_KEY sk-1234", "sk-1234", "ENV AZURE_OPENAI_API_KEY "],
  [
    'dotnet user-secrets set "OpenAI:ApiKey" "sk-1234"',
    "sk-1234",
    'dotnet user-secrets set "OpenAI:ApiKey" ""',
  ],
  ["vllm serve some --api-key token-abc123 --port 1", "token-abc123", "vllm serve some --api-key  --port 1"],
  ["A_KEY=sk-1\nA_KEY_2=sk-2", "sk-1", "A_KEY=\nA_KEY_2="],
  ["https://someone:hunter2@gw.example.com/v1", null, "https://someone:@gw.example.com/v1"],
  ["curl -u someone:hunter2 https://gw.example.com", null, "curl -u someone: https://gw.example.com"],
  ["vllm serve --api-key --port 8000", null, "vllm serve --api-key --port 8000"],
  ["setx AZURE_OPENAI_API_KEY %KEY%", null, "setx AZURE_OPENAI_API_KEY %KEY%"],
  ["https://gw.example.com:8443/v1/@team", null, "https://gw.example.com:8443/v1/@team"],
])("in %j the key is %j, and %j stays", (text, key, rest) =>
  expect(takeApart(text)).toMatchObject({ key, rest }),
);

it("a long text without a key is read quickly", () => {
  const begun = performance.now();
  for (const piece of [
    "a=b ",
    "key",
    "key=",
    "Bearer ",
    "a-",
    "a1",
    "a/",
    "sk-a",
    "eyJ",
    "--key ",
    "https://a:",
    " -u a:",
  ])
    takeApart(piece.repeat(4000));
  expect(performance.now() - begun).toBeLessThan(1000);
});

it("an address is no snippet", () => {
  const texts = [
    " https://r.openai.azure.com/ \n",
    "https://gw.example.com/v1/chat/completions?api-version=x",
    "curl https://r.openai.azure.com",
    "A=1\nB=2",
    "AZURE_OPENAI_ENDPOINT=r.openai.azure.com",
    '"https://r.openai.azure.com"',
    "Endpoint=https://r.openai.azure.com/;Key=",
  ];
  expect(texts.map(isSnippet)).toEqual([false, false, true, true, true, true, true]);
});
