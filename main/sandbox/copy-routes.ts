import { type Exchange, readJson, sendJson } from "./exchange.ts";
import { isObject } from "./json.ts";
import type { Resource } from "./resource.ts";
import { refusedTraining } from "./training-refusals.ts";

const header = "aoai-copy-ft-checkpoints";

/** The checkpoint that is asked about. Throws `Refused` without the header that switches this on (v1 specification). */
function checkpointOf({ request, parameters }: Exchange, { jobs }: Resource): string {
  if (request.headers[header] !== "preview")
    throw refusedTraining("invalidPayload", `The header '${header}: preview' is required.`, header);
  const name = parameters.name ?? "";
  const { checkpoints } = jobs.get(parameters.id ?? "");
  if (checkpoints.some((one) => one.model === name || one.id === name)) return name;
  throw refusedTraining("notFound", `The checkpoint '${name}' was not found.`);
}

function sendCopies(exchange: Exchange, { copies }: Resource, checkpoint: string): void {
  sendJson(exchange, 200, {
    checkpointedModelName: checkpoint,
    fineTuningJobId: exchange.parameters.id,
    copiedAccountDetails: copies.of(checkpoint),
  });
}

/** `POST /fine_tuning/jobs/{id}/checkpoints/{name}/copy {destinationResourceId, region}`. */
export async function copyCheckpoint(exchange: Exchange, resource: Resource): Promise<void> {
  const checkpoint = checkpointOf(exchange, resource);
  const body = await readJson(exchange);
  const { destinationResourceId, region } = isObject(body) ? body : {};
  const isAccount =
    /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.CognitiveServices\/accounts\/[^/]+$/i;
  if (typeof destinationResourceId !== "string" || !isAccount.test(destinationResourceId))
    throw refusedTraining(
      "invalidPayload",
      "The destination is the id of a resource.",
      "destinationResourceId",
    );
  if (typeof region !== "string" || region === "")
    throw refusedTraining("invalidPayload", "The region of the destination is required.", "region");
  resource.copies.begin(checkpoint, { destinationResourceId, region });
  sendCopies(exchange, resource, checkpoint);
}

/** `GET /fine_tuning/jobs/{id}/checkpoints/{name}/copy`. */
export const listCopies = (exchange: Exchange, resource: Resource): void =>
  sendCopies(exchange, resource, checkpointOf(exchange, resource));
