import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import { linked } from "../endpoints/credentials.ts";
import { diagnosisOf, FoundryError } from "../error.ts";
import { diagnoseStreamError } from "../http/diagnosis.ts";
import { errorIn } from "../http/error-in.ts";
import { type Call, type Read, readJson, send } from "../http/send.ts";
import { asList, asObject, asText, type JsonObject, parseJson } from "../json.ts";
import type { Management } from "./arm.ts";

/** What is known of a request that has failed. */
export interface Failed {
  /** Where Azure said that it would tell of it; null where it did not, or nobody has kept that. */
  operation: string | null;
  /** When it was asked for: milliseconds since the epoch. */
  since: number;
}

/** Azure Monitor, activity logs. */
const activityVersion = "2015-04-01";

/** Statuses with which the address of an operation gives the error that it ended with (Azure Resource Manager, `Location`). */
const ended = [400, 409, 422];

/**
 * Why Azure has not made a deployment, which says only that it failed: by the operation of the request (Azure Resource
 * Manager, asynchronous operations), else by the activity log, which also tells after the app was closed. Null where neither
 * says why. Throws what keeps the log from being read.
 */
export async function whyFailed(
  asked: Management,
  path: string,
  deployment: string,
  { operation, since }: Failed,
  signal?: AbortSignal,
): Promise<Diagnosis | null> {
  const call = (url: URL): Call => ({
    ...{ url, keyHeader: "bearer", audience: asked.audience, about: "management", deployment, signal },
    headers: { accept: "application/json" },
  });
  const home = new URL(asked.origin);
  if (operation !== null) {
    const said = await told(() => send(asked, call(linked(operation, home)), readOperation));
    if (said) return of(said, deployment);
  }
  const subscription = path.split("/").slice(0, 3).join("/");
  const log = new URL(`${subscription}/providers/Microsoft.Insights/eventtypes/management/values`, home);
  log.searchParams.set("api-version", activityVersion);
  // Clocks differ by some seconds.
  const from = new Date(since - 60_000).toISOString();
  log.searchParams.set("$filter", `eventTimestamp ge '${from}' and resourceUri eq '${path}'`);
  const said = await send(asked, call(log), readLog);
  return said && of(said, deployment);
}

/** What an operation tells; null where it tells nothing, is not known any more, or cannot be asked. */
async function told(ask: () => Promise<Diagnosis | null>): Promise<Diagnosis | null> {
  try {
    return await ask();
  } catch (error) {
    const diagnosis = error instanceof FoundryError ? error.diagnosis : null;
    return diagnosis && ended.includes(diagnosis.raw?.status ?? 0) ? diagnosis : null;
  }
}

const readOperation: Read<Diagnosis | null> = async (answer, signal, context) => {
  const document = asObject(await readJson(answer, signal, context));
  const error = document && errorOf(document);
  return error ? diagnoseStreamError(error, context) : null;
};

/** Newest first, as the log has them: the last thing that failed. */
const readLog: Read<Diagnosis | null> = async (answer, signal, context) => {
  const events = asList(asObject(await readJson(answer, signal, context))?.value).map(asObject);
  for (const event of events) {
    if (!/^failed$/i.test(asText(asObject(event?.status)?.value))) continue;
    const message = asText(asObject(event?.properties)?.statusMessage);
    const document = asObject(parseJson(message));
    const error = document ? errorOf(document) : message === "" ? null : { message };
    if (error) return diagnoseStreamError(error, context);
  }
  return null;
};

/** The error that a document ends with; null where it ends without one, or only says that there was one. */
function errorOf(document: JsonObject): JsonObject | null {
  const said = asObject(document.error) ?? asObject(asObject(document.properties)?.error);
  if (said) return { error: said };
  return errorIn(document) && asText(document.message) !== "" ? document : null;
}

/** A reason that has no words of its own stands in those of Azure. */
const of = (said: Diagnosis, deployment: string): Diagnosis =>
  said.code === "stream_error"
    ? diagnosisOf("deployment_not_made", { deployment, status: "Failed" }, said.raw)
    : said;
