import { Refused } from "../errors.ts";
import { type Exchange, isDated, readJson, sendCreated, sendJson } from "../exchange.ts";
import { isObject } from "../json.ts";
import { linesIn } from "../json-lines.ts";
import { sendPage } from "../pages.ts";
import type { Resource } from "../resource.ts";
import { refusedTraining } from "../training-refusals.ts";
import { type Batch, datedBatch, toldBatch } from "./batch.ts";
import { batchUrls, faultOf, missingDeployment, readBatchFile } from "./batch-file.ts";
import { mostEnqueued, tooManyTokens } from "./batches.ts";

const invalid = (message: string, param: string) => refusedTraining("invalidPayload", message, param);

const told = (exchange: Exchange, batch: Batch) => (isDated(exchange) ? datedBatch(batch) : toldBatch(batch));

/** What is wrong with a file before the batch begins stands in the place of the batch (quoted in public). */
const refusedFile = (...data: object[]): Refused =>
  new Refused({ status: 400, body: { errors: { object: "list", data } } });

const idOf = ({ parameters }: Exchange) => parameters.id ?? "";

/** `POST /batches`. */
export async function createBatch(exchange: Exchange, resource: Resource): Promise<void> {
  const { files, batches, faults, deployments } = resource;
  const body = await readJson(exchange);
  const given = isObject(body) ? body : {};
  const { input_file_id: inputFile, endpoint, completion_window: window, metadata } = given;
  if (typeof inputFile !== "string") throw invalid("input_file_id is the id of a file.", "input_file_id");
  if (window !== "24h") throw invalid("completion_window is 24h.", "completion_window");
  const fault = faults.batches();
  const isOther = fault === "other-url" && String(endpoint).startsWith("/v1/");
  if (typeof endpoint !== "string" || !batchUrls.includes(endpoint) || isOther)
    throw refusedFile(faultOf("url_mismatch", `The url '${String(endpoint)}' is not supported for batches.`));
  const file = files.get(inputFile);
  if (file.purpose !== "batch") throw invalid("The file is of another purpose than batch.", "input_file_id");
  if (file.status !== "processed")
    throw refusedTraining(
      "conflict",
      `The file '${inputFile}' is not in the state processed but ${file.status}.`,
    );
  const found = await readBatchFile(linesIn(files.read(inputFile)), endpoint, deployments);
  // A byte order mark is taken for what it is not (batch guide).
  if (await beginsWithMark(files.read(inputFile))) throw refusedFile(missingDeployment("", deployments));
  const missing = found.faults.find(({ code }) => code === "model_not_found");
  if (missing) throw refusedFile(missing);
  const waiting = batches.enqueued(found.deployment) + found.tokens;
  if (fault === "token-limit" || waiting > mostEnqueued) throw refusedFile(tooManyTokens(found.deployment));
  const batch = batches.begin(
    {
      ...{ endpoint, inputFile, expiresAfter: expiryOf(given.output_expires_after) },
      metadata: isObject(metadata) ? metadata : null,
    },
    isDated(exchange),
  );
  exchange.response.setHeader("deployment-enqueued-tokens", String(waiting));
  exchange.response.setHeader("deployment-maximum-enqueued-tokens", String(mostEnqueued));
  const isStable = exchange.url.searchParams.get("api-version")?.endsWith("-preview") === false;
  // Only the preview has 201 (authoring specification, examples `post_batch.json` of both versions).
  if (isStable) sendJson(exchange, 200, told(exchange, batch));
  else sendCreated(exchange, told(exchange, batch));
}

async function beginsWithMark(bytes: AsyncIterable<Buffer>): Promise<boolean> {
  for await (const chunk of bytes) return chunk.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]));
  return false;
}

/** 14 to 30 days (batch guide). */
function expiryOf(value: unknown): number | null {
  if (value === undefined || value === null) return null;
  const { anchor, seconds } = isObject(value) ? value : {};
  const isSeconds = typeof seconds === "number" && seconds >= 1_209_600 && seconds <= 2_592_000;
  if (anchor === "created_at" && isSeconds) return seconds;
  throw invalid("The files of a batch expire after 1209600 to 2592000 seconds.", "output_expires_after");
}

/** `GET /batches`: the newest first. */
export const listBatches = (exchange: Exchange, { batches }: Resource): void =>
  sendPage(
    exchange,
    batches.all().map((batch) => told(exchange, batch)),
  );

/** `GET /batches/{id}`. */
export const showBatch = (exchange: Exchange, { batches }: Resource): void =>
  sendJson(exchange, 200, told(exchange, batches.get(idOf(exchange))));

/** `POST /batches/{id}/cancel`. */
export const cancelBatch = (exchange: Exchange, { batches }: Resource): void =>
  sendJson(exchange, 200, told(exchange, batches.cancel(idOf(exchange))));
