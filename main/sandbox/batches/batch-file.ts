import { runsBatches, type SandboxDeployment } from "../deployments.ts";
import { isObject, type Json, parsed } from "../json.ts";
import { type Line, pythonFaultOf } from "../json-lines.ts";
import { countTokens } from "../tokens.ts";
import type { BatchFault } from "./batch.ts";

/** A line of a batch's file, checked. */
export interface BatchTask {
  customId: string;
  body: Json;
}

/** What a file holds, and what is wrong with it. */
export interface BatchFile {
  tasks: BatchTask[];
  faults: BatchFault[];
  /** The deployment that its first line names; empty where it names none. */
  deployment: string;
  tokens: number;
}

const mostLines = 100_000;
const mostFaults = 20;

/** The addresses of lines that the sandbox runs. A line's counts as that of the batch with `/v1` or without it. */
export const batchUrls = ["/v1/chat/completions", "/chat/completions"];

/** What is wrong with a file, or with one of its lines. */
export const faultOf = (code: string, message: string, line: number | null = null): BatchFault => ({
  ...{ code, message, line },
  param: null,
});

/** What is said of a deployment that is not there (quoted in public); none is named where the file begins with a byte order mark. */
export const missingDeployment = (name: string, deployments: readonly SandboxDeployment[]): BatchFault => {
  const valid = deployments
    .filter(runsBatches)
    .map((one) => one.name)
    .join(", ");
  return faultOf(
    "model_not_found",
    `The provided model deployment '${name}' does not exist in the AOAI resource. Valid deployments are '${valid}'. ` +
      "Learn more: https://aka.ms/aoai_batch/errors.",
  );
};

/** Checks a batch's file as far as it gets (codes: Foundry batch guide, August 2026). */
export async function readBatchFile(
  lines: AsyncIterable<Line>,
  endpoint: string,
  deployments: readonly SandboxDeployment[],
): Promise<BatchFile> {
  const file: BatchFile = { tasks: [], faults: [], deployment: "", tokens: 0 };
  const ids = new Set<string>();
  let count = 0;
  for await (const { number, text } of lines) {
    if (text?.trim() === "") continue;
    count += 1;
    if (count > mostLines) {
      file.faults = [faultOf("too_many_tasks", `A file has at most ${mostLines} lines.`)];
      return file;
    }
    if (file.faults.length >= mostFaults) continue;
    const task = taskIn(text ?? "", number, endpoint, ids);
    if ("code" in task) file.faults.push(task);
    else {
      const model = String(task.body.model ?? "");
      if (file.tasks.length === 0) file.deployment = model;
      else if (model !== file.deployment)
        file.faults.push(
          faultOf("model_mismatch", "All lines of a file name the same model deployment.", number),
        );
      file.tasks.push(task);
      file.tokens += countTokens(JSON.stringify(task.body.messages ?? ""));
    }
  }
  if (count === 0) file.faults.push(faultOf("empty_file", "The file has no lines."));
  else if (file.faults.length === 0) file.faults.push(...aboutDeployment(file.deployment, deployments));
  return file;
}

function taskIn(text: string, line: number, endpoint: string, ids: Set<string>): BatchTask | BatchFault {
  const row = parsed(text);
  if (!isObject(row))
    return faultOf(
      "invalid_json_line",
      `A line is not a JSON object: ${pythonFaultOf(text) ?? "it is another value"}.`,
      line,
    );
  const { custom_id: customId, method, url, body } = row;
  if (typeof customId !== "string" || customId === "" || method !== "POST" || !isObject(body))
    return faultOf("invalid_request", "A line has a custom_id, the method POST, a url and a body.", line);
  if (ids.has(customId))
    return faultOf("duplicate_custom_id", `The custom_id '${customId}' is there before.`, line);
  ids.add(customId);
  if (plain(url) !== plain(endpoint))
    return faultOf(
      "url_mismatch",
      `The url '${String(url)}' does not match the batch's '${endpoint}'.`,
      line,
    );
  return { customId, body };
}

const plain = (url: unknown) => String(url).replace(/^\/v1(?=\/)/, "");

/** A deployment of another type is an invalid request; the code is the guide's, its words are not. */
function aboutDeployment(name: string, deployments: readonly SandboxDeployment[]): BatchFault[] {
  const found = deployments.find((one) => one.name === name && one.status === "succeeded");
  if (!found) return [missingDeployment(name, deployments)];
  if (runsBatches(found)) return [];
  return [
    faultOf(
      "invalid_request",
      `The deployment '${name}' is of the type ${found.sku.name}, which does not support batch.`,
    ),
  ];
}
