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
  ["AZURE_OPENAI_ENDPOINT=r.openai.azure.com", [resource, null, null]],
  ["AZURE_OPENAI_ENDPOINT='r.openai.azure.com/'", [resource, null, null]],
  [
    'export AZURE_OPENAI_ENDPOINT = "r.openai.azure.com"\nOPENAI_API_VERSION=2024-10-21',
    [resource, null, "2024-10-21"],
  ],
  ["$env:AZURE_OPENAI_ENDPOINT=`r.openai.azure.com`;", [resource, null, null]],
  [`“${resource}/”`, [resource, null, null]],
  ["'r.openai.azure.com'", [resource, null, null]],
  [
    `#AZURE_OPENAI_ENDPOINT=old.openai.azure.com\nAZURE_OPENAI_ENDPOINT=r.openai.azure.com`,
    [resource, null, null],
  ],
  [`# my resource: ${resource}`, [resource, null, null]],
  [`<${resource}>,`, [resource, null, null]],
  [`Endpoint=${resource}/;Key=abc;Deployment=gpt-4o`, [resource, "gpt-4o", null]],
  [`endpoint=${resource}/;accesskey=abc`, [resource, null, null]],
  [`${resource}/;Key=abc`, [resource, null, null]],
  ["OPENAI_BASE_URL=gw.example.com/llm/v1", ["https://gw.example.com/llm/v1", null, null]],
  ["OLLAMA_HOST=localhost:11434/v1", ["http://localhost:11434/v1", null, null]],
  [
    `curl https://gw.example.com/v1/chat/completions -d '{"model": "llama3.2:1b", "messages": []}'`,
    ["https://gw.example.com/v1/chat/completions", "llama3.2:1b", null],
  ],
  [
    `#AZURE_OPENAI_DEPLOYMENT=old\nAZURE_OPENAI_DEPLOYMENT=new\nAZURE_OPENAI_ENDPOINT=${resource}`,
    [resource, "new", null],
  ],
  [`Endpoint=${resource};DeploymentId=gpt-4o`, [resource, "gpt-4o", null]],
  [
    `curl ${resource}/openai/v1/chat/completions -d '{"model":"gpt-4.1-nano"}'`,
    [resource, "gpt-4.1-nano", null],
  ],
  [
    "MODEL=llama3.2:1b\nOPENAI_BASE_URL=localhost:11434/v1",
    ["http://localhost:11434/v1", "llama3.2:1b", null],
  ],
  [`azure_endpoint="${resource}", azure_deployment=os.environ["DEPLOYMENT"]`, [resource, null, null]],
  [`azure_endpoint="${resource}", azure_deployment=deployment_name`, [resource, null, null]],
  [`endpoint: "${resource}", deployment: process.env.DEPLOYMENT`, [resource, null, null]],
  [`deployment=getDeployment() ${resource}`, [resource, null, null]],
  [`AZURE_OPENAI_DEPLOYMENT=<your-deployment> ${resource}`, [resource, null, null]],
  [
    `${resource}/openai/deployments/{deployment-id}/chat/completions?api-version=2024-10-21`,
    [resource, null, "2024-10-21"],
  ],
  [`${resource}.`, [resource, null, null]],
  [`It is at ${resource}.`, [resource, null, null]],
  [`**${resource}**`, [resource, null, null]],
  [`\u200b${resource}\u200b`, [resource, null, null]],
  [`‹r.openai.azure.com›`, [resource, null, null]],
  ["https:/r.openai.azure.com", [resource, null, null]],
  [`https://${resource}`, [resource, null, null]],
  ["ENDPOINT=bücher.example/v1", ["https://xn--bcher-kva.example/v1", null, null]],
  ["ENDPOINT=my_gate.example/v1", ["https://my_gate.example/v1", null, null]],
  ["nothing to see here", "endpoint_invalid"],
  ["see http://r.openai.azure.com now", "endpoint_not_https"],
])("%j is understood", (text, expected) => expect(read(text)).toEqual(expected));

it("a long text without an address is read quickly", () => {
  const begun = performance.now();
  for (const piece of ["a=b ", "a.", "a-", "a;", "endpoint=", "https:", "x.y;z;", "model", '"'])
    expect(read(`${piece.repeat(4000 / piece.length)}https://`)).toBe("endpoint_invalid");
  expect(performance.now() - begun).toBeLessThan(1000);
});

it.each([
  "eastus2.api.azureml.ms;0f3c9e1a-7b52-4d18-9c64-2f5a8e7d3b10;team-group;gold",
  '"eastus2.api.azureml.ms;SUB;team-group;gold"',
  "PROJECT_CONNECTION_STRING=eastus2.api.azureml.ms;SUB;team-group;gold",
  "AIPROJECT_ENDPOINT='https://eastus2.api.azureml.ms;SUB;team-group;gold'",
  "eastus2.api.azureml.ms; SUB; team-group; gold",
  "eastus2.api.azureml.ms;SUB;team-group;gold;",
  "“eastus2.api.azureml.ms;SUB;team-group;gold”",
  "https://eastus2.api.azureml.ms:443;SUB;team-group;gold",
  'AIProjectClient.from_connection_string(conn_str="r.services.ai.azure.com;SUB;team-group;gold")',
])("%j is the connection string of an old project", (text) => {
  expect(understandEndpoint(text)).toMatchObject({
    ok: false,
    diagnosis: { code: "endpoint_old_project", parameters: { group: "team-group", project: "gold" } },
  });
});

it.each([
  ["https://ai.azure.com/foundryProject/overview?wsid=/subscriptions/SUB/resourceGroups/g", "ai.azure.com"],
  ["ai.azure.com", "ai.azure.com"],
  ["https://portal.azure.com/#@contoso.example/resource/subscriptions/SUB/overview", "portal.azure.com"],
  ["https://ai.azure.us/", "ai.azure.us"],
])("%j is a portal's address", (text, host) => {
  expect(understandEndpoint(text)).toMatchObject({
    ok: false,
    diagnosis: { code: "endpoint_portal", parameters: { host } },
  });
});

it("a portal's address beside an endpoint does not hide that", () => {
  expect(read(`https://ai.azure.com/.default for ${resource}`)).toEqual([resource, null, null]);
  expect(understandEndpoint("https://ai.azure.com.gw.example/v1")).toMatchObject({ ok: true });
});

it("an old connection string beside an endpoint does not hide that", () => {
  expect(read(`OLD=eastus2.api.azureml.ms;SUB;team-group;gold\nNEW=${resource}`)).toEqual([
    resource,
    null,
    null,
  ]);
});
