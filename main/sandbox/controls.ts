import { fastest, isSpeed } from "./clock.ts";
import { Refused } from "./errors.ts";
import { type Exchange, readJson, sendJson } from "./exchange.ts";
import { type AnyFault, batches, evaluation, faultsFor, management, training } from "./faults.ts";
import { isObject } from "./json.ts";
import type { Resource } from "./resource.ts";

/** `POST /sandbox/clock {"speed"?, "skip"?}`: how fast its time runs, and milliseconds that have passed at once. */
export async function setClock(exchange: Exchange, { clock }: Resource): Promise<void> {
  const body = await readJson(exchange);
  const { speed, skip } = isObject(body) ? body : {};
  if (speed !== undefined && !isSpeed(speed))
    throw new Refused("invalid-value", { parameter: "speed", expected: `a number up to ${fastest}` });
  if (skip !== undefined && !(typeof skip === "number" && skip >= 0))
    throw new Refused("invalid-value", { parameter: "skip", expected: "a number of milliseconds" });
  if (speed !== undefined) clock.setSpeed(speed);
  if (skip !== undefined) clock.skip(skip);
  sendJson(exchange, 200, { now: clock.now() });
}

/** `POST /sandbox/faults {"deployment","fault"}` switches one on, or off with null. */
export async function switchFault(exchange: Exchange, { deployments, faults }: Resource): Promise<void> {
  const body = await readJson(exchange);
  const { deployment, fault } = isObject(body) ? body : {};
  const names = ["*", management, training, batches, evaluation, ...deployments.map(({ name }) => name)];
  if (typeof deployment !== "string" || !names.includes(deployment))
    throw new Refused("invalid-value", {
      parameter: "deployment",
      expected: `one of ${names.join(", ")}`,
    });
  const known = faultsFor(String(deployment));
  if (fault !== null && !known.includes(String(fault)))
    throw new Refused("invalid-value", {
      parameter: "fault",
      expected: `null or one of ${known.join(", ")}`,
    });
  faults.set(String(deployment), fault as AnyFault | null);
  sendJson(exchange, 200, { deployment, fault });
}
