import {
  curlData,
  keyVariable,
  pythonLiteral,
  quoted,
  shellQuoted,
  variableOf,
} from "../../http/source-text.ts";
import type { JsonObject } from "../../json.ts";
import type { SampleRequest, Samples } from "../samples.ts";
import { chatRoutes } from "./routes.ts";

/**
 * The same request as a curl call, as Python and as TypeScript, the latter two with the openai package. Throws
 * `deployment_not_found` for a name that no path can hold.
 */
export function samplesOf(request: SampleRequest): Samples {
  const call = chatRoutes(request.target, request.deployment).get(request.route);
  if (!call) throw new Error(`The endpoint has no route ${request.route}`);
  const sample: Sample = {
    url: call.url,
    keyHeader:
      request.keyHeader?.toLowerCase() ?? (call.keyHeader === "bearer" ? "authorization" : "api-key"),
    isUsualHeader: (request.keyHeader ?? null) === null && request.route !== "given",
    extraHeaders: request.extraHeaders ?? [],
    hasKey: request.hasKey ?? true,
    body: request.body,
  };
  return { curl: curl(sample), python: python(sample), typescript: typescript(sample) };
}

interface Sample {
  url: URL;
  keyHeader: string;
  /** Whether the package's own header is taken as well. */
  isUsualHeader: boolean;
  hasKey: boolean;
  extraHeaders: readonly string[];
  body: JsonObject;
}

/** The openai package insists on a key; a server that asks for none ignores it. */
const noKey = "none";

function curl({ url, keyHeader, hasKey, extraHeaders, body }: Sample): string {
  const { argument, after } = curlData(body);
  const lines = [
    // Without it curl reads brackets in an address as a pattern.
    `curl --globoff --no-buffer ${shellQuoted(url.href)}`,
    `-H 'content-type: application/json'`,
    ...(hasKey
      ? [`-H "${keyHeader}: ${keyHeader === "authorization" ? "Bearer " : ""}$${keyVariable}"`]
      : []),
    ...extraHeaders.map((name) => `-H "${name}: $${variableOf(name)}"`),
    argument,
  ];
  return `${lines.join(" \\\n  ")}\n${after}`;
}

/** Which of the package's clients asks, where its own path begins, and what it does not add itself. */
function clientOf({ url, keyHeader, isUsualHeader, extraHeaders }: Sample) {
  const named = url.searchParams.get("api-version");
  // Its client for Azure puts a deployment into every path that has none.
  const version = url.pathname.includes("/deployments/") ? named : null;
  const own = version === null ? "authorization" : "api-key";
  const isSent = isUsualHeader || keyHeader === "authorization" || keyHeader === own;
  const headers = isSent ? [] : [[keyHeader, keyVariable]];
  return {
    name: version === null ? "OpenAI" : "AzureOpenAI",
    baseUrl: url.origin + url.pathname.replace(/\/chat\/completions\/?$/, ""),
    version,
    query: [...url.searchParams].filter(([name]) => version === null || name !== "api-version"),
    headers: [...headers, ...extraHeaders.map((name) => [name, variableOf(name)])] as [string, string][],
  };
}

function python(sample: Sample): string {
  const { name, baseUrl, version, query, headers } = clientOf(sample);
  const fields = headers.map(([header, variable]) => `${quoted(header)}: os.environ[${quoted(variable)}]`);
  const client = [
    `base_url=${quoted(baseUrl)}`,
    ...(version === null ? [] : [`api_version=${quoted(version)}`]),
    `api_key=${sample.hasKey ? `os.environ[${quoted(keyVariable)}]` : quoted(noKey)}`,
    ...(query.length > 0 ? [`default_query={${query.map(pair).join(", ")}}`] : []),
    ...(fields.length > 0 ? [`default_headers={${fields.join(", ")}}`] : []),
  ];
  const given = Object.entries(sample.body).map(([key, value]) => `${key}=${pythonLiteral(value, 1)}`);
  const isStream = sample.body.stream === true;
  return `import os

from openai import ${name}

client = ${name}(
${client.map((line) => `    ${line},\n`).join("")})
${isStream ? "stream" : "reply"} = client.chat.completions.create(
${given.map((line) => `    ${line},\n`).join("")})
${
  isStream
    ? `for chunk in stream:
    if chunk.choices:
        print(chunk.choices[0].delta.content or "", end="", flush=True)`
    : "print(reply.choices[0].message.content)"
}
`;
}

const pair = ([name, value]: [string, string]) => `${quoted(name)}: ${quoted(value)}`;

function typescript(sample: Sample): string {
  const { name, baseUrl, version, query, headers } = clientOf(sample);
  const fields = headers.map(([header, variable]) => `${quoted(header)}: process.env.${variable}`);
  const client = [
    `baseURL: ${quoted(baseUrl)}`,
    ...(version === null ? [] : [`apiVersion: ${quoted(version)}`]),
    `apiKey: ${sample.hasKey ? `process.env.${keyVariable}` : quoted(noKey)}`,
    ...(query.length > 0 ? [`defaultQuery: { ${query.map(pair).join(", ")} }`] : []),
    ...(fields.length > 0 ? [`defaultHeaders: { ${fields.join(", ")} }`] : []),
  ];
  const isStream = sample.body.stream === true;
  return `import { ${name} } from "openai";

const client = new ${name}({
${client.map((line) => `  ${line},\n`).join("")}});
const ${isStream ? "stream" : "reply"} = await client.chat.completions.create(${JSON.stringify(sample.body, null, 2)});
${
  isStream
    ? `for await (const chunk of stream) {
  process.stdout.write(chunk.choices[0]?.delta?.content ?? "");
}`
    : 'console.log(reply.choices[0]?.message.content ?? "");'
}
`;
}
