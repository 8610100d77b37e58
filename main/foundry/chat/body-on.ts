import type { Call } from "../http/send.ts";
import { asObject, type JsonObject } from "../json.ts";

/** A body as it is sent on a route, which may have a part of it otherwise, or not at all. */
export const bodyOn = ({ body: own }: Call, body: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries({ ...body, ...asObject(own) }).filter(([, value]) => value !== undefined),
  );
