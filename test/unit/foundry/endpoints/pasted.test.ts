import { expect, it } from "vitest";
import { understandEndpoint } from "../../../../main/foundry/endpoints/parse.ts";

const read = (text: string) => {
  const understanding = understandEndpoint(text);
  if (!understanding.ok) return understanding.diagnosis.code;
  const { endpoint, deployment, apiVersion } = understanding.endpoint;
  return [endpoint, deployment, apiVersion];
};

const resource = "https://r.openai.azure.com";

it.each([
  [
    `${resource}/openai/deployments/my%20d/chat/completions?api-version=2024-10-21`,
    [resource, "my d", "2024-10-21"],
  ],
  [
    `curl -X POST "${resource}/openai/deployments/gpt/chat/completions?api-version=2025-04-01-preview" \\\n  -H "api-key: $KEY" -d '{"messages":[]}'`,
    [resource, "gpt", "2025-04-01-preview"],
  ],
  [
    `AZURE_OPENAI_ENDPOINT=${resource}/\nAZURE_OPENAI_DEPLOYMENT_NAME=fast\nOPENAI_API_VERSION=2024-10-21\n`,
    [resource, "fast", "2024-10-21"],
  ],
  [
    `client = AzureOpenAI(\n    azure_endpoint="${resource}",\n    azure_deployment="tuned",\n    api_version="2024-10-21",\n)`,
    [resource, "tuned", "2024-10-21"],
  ],
  [
    'new AIProjectClient("https://r.services.ai.azure.com/api/projects/p", new DefaultAzureCredential());',
    ["https://r.services.ai.azure.com/api/projects/p", null, null],
  ],
  [
    'const client = new OpenAI({ baseURL: "https://r.services.ai.azure.com/openai/v1/", apiKey });',
    ["https://r.services.ai.azure.com", null, null],
  ],
  [`# see https://learn.microsoft.com/azure\nENDPOINT=${resource}`, [resource, null, null]],
  ["gateway at https://api.contoso.com/ai/openai/v1 for all", ["https://api.contoso.com/ai", null, null]],
  ["nothing to see here", "endpoint_invalid"],
  ["see http://r.openai.azure.com now", "endpoint_not_https"],
])("%j is understood", (text, expected) => expect(read(text)).toEqual(expected));

it("a long text without an address is read quickly", () => {
  const begun = performance.now();
  expect(read(`${"a=b ".repeat(1000)}https://`)).toBe("endpoint_invalid");
  expect(performance.now() - begun).toBeLessThan(200);
});
