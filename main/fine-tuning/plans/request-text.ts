import type { TuningRequest } from "../../../preload/contract/tuning-plans.ts";
import type { Connections } from "../../connections/connections.ts";
import {
  curlData,
  keyVariable,
  pythonLiteral,
  quoted,
  shellQuoted,
  variableOf,
} from "../../foundry/http/source-text.ts";
import type { CreateJobs } from "../../foundry/jobs/jobs.ts";
import type { JsonObject } from "../../foundry/json.ts";

/** A request as it is to be read. Nothing secret: keys and the values of headers are read from the environment. */
export interface RequestToRead {
  /** Where jobs are created. */
  url: string;
  body: JsonObject;
  /** The header the credential goes in, and the variable of the environment that holds it. */
  keyHeader: string;
  isToken: boolean;
  /** Names of the headers sent besides. */
  extraHeaders: readonly string[];
  /** Names of the files that are sent before, by what stands for their ids in the body. */
  files: { name: string; placeholder: string }[];
}

/** Gives the request that creates a job over a connection, as it is to be read. */
export type RequestAt = (
  connectionId: string,
  body: JsonObject,
  files: RequestToRead["files"],
) => Promise<RequestToRead>;

/** Puts requests into words that can be read, by what is known of a connection. */
export const createRequestAt =
  ({
    connections,
    createJobs,
  }: {
    connections: Pick<Connections, "get" | "target" | "address">;
    createJobs: CreateJobs;
  }): RequestAt =>
  async (connectionId, body, files) => {
    const { url, keyHeader } = createJobs(await connections.target(connectionId)).address();
    const { keyHeader: given, extraHeaders } = connections.address(connectionId);
    const isToken = connections.get(connectionId).kind === "oauth";
    return { url, body, keyHeader: given?.toLowerCase() ?? keyHeader, isToken, extraHeaders, files };
  };

/** The variable that holds a token; the openai package for Python calls it the same. */
const tokenVariable = "AZURE_OPENAI_AD_TOKEN";

/** A job as JSON, as calls of curl in a shell, and as Python with the openai package. The latter two send its files first. */
export const requestText = (request: RequestToRead): TuningRequest => ({
  url: request.url,
  json: JSON.stringify(request.body, null, 2),
  curl: curl(request),
  python: python(request),
});

const variableIn = ({ isToken }: RequestToRead) => (isToken ? tokenVariable : keyVariable);

/** Where the routes of files and jobs begin. */
const baseOf = ({ url }: RequestToRead) => url.replace(/\/fine_tuning\/jobs(\?.*)?$/, "");

/** What a file's id, or the file, is called in the source text. */
const fileVariable = (at: number) => (at === 0 ? "training" : "validation");

function curl(request: RequestToRead): string {
  const isBearer = request.isToken || request.keyHeader === "bearer";
  const header = isBearer ? "authorization: Bearer " : `${request.keyHeader}: `;
  const headers = [
    `-H "${header}$${variableIn(request)}"`,
    ...request.extraHeaders.map((name) => `-H "${name}: $${variableOf(name)}"`),
  ];
  const call = (address: string, ...lines: string[]) =>
    // Without it curl reads brackets in an address as a pattern.
    [`curl --globoff ${address}`, ...headers, ...lines].join(" \\\n  ");
  const asJson = "-H 'content-type: application/json'";
  const { files, body } = request;
  const url = shellQuoted(request.url);
  if (files.length === 0) {
    const { argument, after } = curlData(body);
    return `${call(url, asJson, argument)}\n${after}`;
  }
  const filesUrl = `${baseOf(request)}/files`;
  const idIn = String.raw`sed -n 's/.*"id": *"\([^"]*\)".*/\1/p'`;
  const isUnchecked = `grep -qE '"status": *"(pending|running)"'`;
  const uploads = files.map(({ name }, at) => {
    const variable = fileVariable(at);
    const form = ["-F 'purpose=fine-tune'", `-F ${shellQuoted(`file=@${name}`)}`];
    const look = call(`${shellQuoted(`${filesUrl}/`)}"$${variable}"`, "--silent");
    return `answer=$(${call(shellQuoted(filesUrl), ...form)})
echo "$answer"
${variable}=$(echo "$answer" | ${idIn})
while ${look} | ${isUnchecked}; do sleep 2; done

`;
  });
  const ids = files.map(({ placeholder }, at) => `s/${placeholder}/$${fileVariable(at)}/`).join("; ");
  const create = call(url, asJson, "--data-binary @-");
  return `${uploads.join("")}sed "${ids}" <<'BODY' | ${create}\n${JSON.stringify(body, null, 2)}\nBODY\n`;
}

/** Fields of a job that the package does not know by name. */
const ofAzure = ["trainingType"];

function python(request: RequestToRead): string {
  const variables = new Map(request.files.map(({ placeholder }, at) => [placeholder, fileVariable(at)]));
  const key = `os.environ[${quoted(variableIn(request))}]`;
  const isOther = !request.isToken && !["bearer", "api-key"].includes(request.keyHeader);
  const headers = [
    ...(isOther ? [[request.keyHeader, variableIn(request)]] : []),
    ...request.extraHeaders.map((name) => [name, variableOf(name)]),
  ].map(([name = "", variable = ""]) => `${quoted(name)}: os.environ[${quoted(variable)}]`);
  const client = [
    `base_url=${quoted(baseOf(request))}`,
    `api_key=${key}`,
    ...(headers.length > 0 ? [`default_headers={${headers.join(", ")}}`] : []),
  ];
  const uploads = request.files.map(({ name, placeholder }) => {
    const variable = variables.get(placeholder);
    return `${variable} = client.files.create(file=open(${quoted(name)}, "rb"), purpose="fine-tune")
client.files.wait_for_processing(${variable}.id)
`;
  });
  const literal = (value: unknown) => {
    const variable = typeof value === "string" ? variables.get(value) : undefined;
    return variable === undefined ? pythonLiteral(value, 1) : `${variable}.id`;
  };
  const own = Object.entries(request.body).filter(([name]) => !ofAzure.includes(name));
  const others = Object.fromEntries(Object.entries(request.body).filter(([name]) => ofAzure.includes(name)));
  const given = [
    ...own.map(([name, value]) => `${name}=${literal(value)}`),
    `extra_body=${pythonLiteral(others, 1)}`,
  ];
  const lines = (list: readonly string[]) => list.map((line) => `    ${line},\n`).join("");
  return `import os

from openai import OpenAI

client = OpenAI(
${lines(client)})
${uploads.join("")}job = client.fine_tuning.jobs.create(
${lines(given)})
print(job.id, job.status)
`;
}
