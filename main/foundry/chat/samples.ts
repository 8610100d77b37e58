import type { ChatRoute } from "../../../preload/contract/deployments.ts";
import type { Target } from "../http/send.ts";
import type { JsonObject } from "../json.ts";

/** What a sample is made of. Nothing secret: keys and the values of headers are read from the environment. */
export interface SampleRequest {
  target: Pick<Target, "endpoint" | "apiVersion">;
  deployment: string;
  route: ChatRoute;
  /** The body as it is sent. */
  body: JsonObject;
  /** The header the key goes in, where it is not the service's own. */
  keyHeader?: string | null;
  /** Names of the headers sent besides. */
  extraHeaders?: readonly string[];
  /** False for a server on this computer that asks for no key. */
  hasKey?: boolean;
}

/** A request as source text. */
export interface Samples {
  curl: string;
  python: string;
  typescript: string;
}
