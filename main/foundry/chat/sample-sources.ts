import type { Call } from "../http/send.ts";
import {
  curlData,
  keyVariable,
  pythonLiteral,
  quoted,
  shellQuoted,
  variableOf,
} from "../http/source-text.ts";
import type { JsonObject } from "../json.ts";
import { bodyOn } from "./body-on.ts";
import type { SampleRequest, Samples } from "./samples.ts";

/** How the package of an API is used to ask a question. */
export interface Package {
  /** Of Python and of npm. */
  names: { python: string; typescript: string };
  client: string;
  /** Where the path begins that the package goes on with. */
  baseUrl: string;
  /** Which api-version its client adds itself; null for none. */
  version: string | null;
  /** The header in which it sends a key. */
  keyHeader: string;
  /** Headers that it is given besides, with their values. */
  headers: Readonly<Record<string, string>>;
  /** The method that asks, below the client. */
  method: string;
  python: Prints;
  typescript: Prints;
}

/** What prints a text: of the pieces of a stream, each called `event`, and of a whole `reply`. */
interface Prints {
  /** Lines with what is done for an event, beginning at the edge. */
  event: readonly string[];
  reply: string;
}

interface Sample {
  url: URL;
  keyHeader: string;
  /** Whether the package's own header is taken as well. */
  isUsualHeader: boolean;
  hasKey: boolean;
  /** Headers with their values, and names of those whose values come from the environment. */
  headers: Readonly<Record<string, string>>;
  extraHeaders: readonly string[];
  body: JsonObject;
}

/** Packages insist on a key; a server that asks for none ignores it. */
const noKey = "none";

/**
 * The same request as a curl call, as Python and as TypeScript, the latter two with a package. Throws
 * `deployment_not_found` for a name that no path can hold.
 */
export function samplesBy(
  routes: ReadonlyMap<string, Call>,
  packageFor: (url: URL) => Package,
  request: SampleRequest,
): Samples {
  const call = routes.get(request.route);
  if (!call) throw new Error(`The endpoint has no route ${request.route}`);
  const sample: Sample = {
    url: call.url,
    keyHeader:
      request.keyHeader?.toLowerCase() ?? (call.keyHeader === "bearer" ? "authorization" : call.keyHeader),
    isUsualHeader: (request.keyHeader ?? null) === null && request.route !== "given",
    headers: call.headers ?? {},
    extraHeaders: request.extraHeaders ?? [],
    hasKey: request.hasKey ?? true,
    body: bodyOn(call, request.body),
  };
  const used = packageFor(call.url);
  return { curl: curl(sample), python: python(sample, used), typescript: typescript(sample, used) };
}

function curl({ url, keyHeader, hasKey, headers, extraHeaders, body }: Sample): string {
  const { argument, after } = curlData(body);
  const lines = [
    // Without it curl reads brackets in an address as a pattern.
    `curl --globoff --no-buffer ${shellQuoted(url.href)}`,
    `-H 'content-type: application/json'`,
    ...Object.entries(headers).map(([name, value]) => `-H ${shellQuoted(`${name}: ${value}`)}`),
    ...(hasKey
      ? [`-H "${keyHeader}: ${keyHeader === "authorization" ? "Bearer " : ""}$${keyVariable}"`]
      : []),
    ...extraHeaders.map((name) => `-H "${name}: $${variableOf(name)}"`),
    argument,
  ];
  return `${lines.join(" \\\n  ")}\n${after}`;
}

/** What a client is given: its query, and headers as pairs of a name and the value's source. */
function givenTo(sample: Sample, used: Package, environment: (variable: string) => string) {
  const { url, keyHeader, isUsualHeader, extraHeaders } = sample;
  const isSent = isUsualHeader || keyHeader === "authorization" || keyHeader === used.keyHeader;
  const headers = [
    ...Object.entries(used.headers).map(([name, value]) => [name, quoted(value)]),
    ...(isSent ? [] : [[keyHeader, environment(keyVariable)]]),
    ...extraHeaders.map((name) => [name, environment(variableOf(name))]),
  ];
  const query = [...url.searchParams].filter(([name]) => used.version === null || name !== "api-version");
  return {
    key: sample.hasKey ? environment(keyVariable) : quoted(noKey),
    query: query.map(([name, value]) => `${quoted(name)}: ${quoted(value)}`).join(", "),
    headers: headers.map(([name = "", value]) => `${quoted(name)}: ${value}`).join(", "),
  };
}

function python(sample: Sample, used: Package): string {
  const given = givenTo(sample, used, (variable) => `os.environ[${quoted(variable)}]`);
  const client = [
    `base_url=${quoted(used.baseUrl)}`,
    ...(used.version === null ? [] : [`api_version=${quoted(used.version)}`]),
    `api_key=${given.key}`,
    ...(given.query === "" ? [] : [`default_query={${given.query}}`]),
    ...(given.headers === "" ? [] : [`default_headers={${given.headers}}`]),
  ];
  const body = Object.entries(sample.body).map(([key, value]) => `${key}=${pythonLiteral(value, 1)}`);
  const isStream = sample.body.stream === true;
  return `import os

from ${used.names.python} import ${used.client}

client = ${used.client}(
${client.map((line) => `    ${line},\n`).join("")})
${isStream ? "stream" : "reply"} = client.${used.method}(
${body.map((line) => `    ${line},\n`).join("")})
${isStream ? `for event in stream:\n${indented(used.python.event, "    ")}` : used.python.reply}
`;
}

function typescript(sample: Sample, used: Package): string {
  const given = givenTo(sample, used, (variable) => `process.env.${variable}`);
  const client = [
    `baseURL: ${quoted(used.baseUrl)}`,
    ...(used.version === null ? [] : [`apiVersion: ${quoted(used.version)}`]),
    `apiKey: ${given.key}`,
    ...(given.query === "" ? [] : [`defaultQuery: { ${given.query} }`]),
    ...(given.headers === "" ? [] : [`defaultHeaders: { ${given.headers} }`]),
  ];
  const isStream = sample.body.stream === true;
  return `import { ${used.client} } from ${quoted(used.names.typescript)};

const client = new ${used.client}({
${client.map((line) => `  ${line},\n`).join("")}});
const ${isStream ? "stream" : "reply"} = await client.${used.method}(${JSON.stringify(sample.body, null, 2)});
${
  isStream
    ? `for await (const event of stream) {\n${indented(used.typescript.event, "  ")}\n}`
    : used.typescript.reply
}
`;
}

const indented = (lines: readonly string[], by: string) => lines.map((line) => by + line).join("\n");
