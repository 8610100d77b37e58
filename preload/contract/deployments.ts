import { z } from "zod";
import type { Diagnosis } from "./diagnosis.ts";
import { type DialectName, dialectName } from "./dialects.ts";
import { deploymentName, id } from "./fields.ts";
import { method } from "./method.ts";

export interface Deployment {
  /** The only identifier the service takes. */
  name: string;
  /** The base or fine-tuned model behind it; null where no route said. */
  model: string | null;
  version: string | null;
  publisher: string | null;
  /** Deployment type, e.g. GlobalStandard. */
  sku: string | null;
  capacity: number | null;
  /** Requests and tokens that it may be asked in a minute; absent where no list says. */
  limits?: { requests: number | null; tokens: number | null };
  capabilities: string[];
  status: DeploymentStatus;
  /** Which lists have it. `typed`: the person named it. */
  listedBy: (ListRoute["route"] | "typed")[];
  /** What the lists say differently of it, each value with the list that gives it. */
  disagreements: { field: "model" | "version" | "publisher" | "sku"; values: Said[] }[];
  traits: ModelTraits;
  /** The route that answered its last chat; null before the first. */
  route: ChatRoute | null;
  /** What it takes, and how that is known. */
  speaks: { what: Speaks; because: SpeaksBecause };
  /** Whether it can be asked in chat, and if not, why. Elsewhere only one that answers in text can be (`answersText`). */
  chat: { usable: true } | { usable: false; reason: "status" | "capability" | "batch" };
}

/** An API by which it answers, or the other work it does. */
export type Speaks = DialectName | OtherWork;

/** Work that is asked for by APIs of its own. `pictures`: images by another API than `images`. `other`: none of these. */
export type OtherWork = "embeddings" | "pictures" | "audio" | "video" | "ranking" | "other";

/**
 * A person's choice, what the service answered, what the lists say, the name of the model, the address that was pasted, or
 * nothing of these.
 */
export type SpeaksBecause = "person" | "answer" | "list" | "name" | "address" | "default";

/** The service's word, or `unknown` where no route gave one. Words not in this list are passed on as they are. */
export type DeploymentStatus =
  | "succeeded"
  | "running"
  | "notRunning"
  | "canceled"
  | "failed"
  | "deleted"
  | "unknown"
  | (string & {});

/** What a model's family takes, as far as it is known; null where no source tells. */
export interface ModelTraits {
  /** Parameters it refuses, by the service's names. */
  refuses: readonly string[];
  /** The values of `reasoning_effort`; empty where it takes none, null where it may take any. */
  reasoningEffort: readonly string[] | null;
  /** The ways in which the thinking of a model of Claude can be set; empty where it cannot be, null where any may be taken. */
  thinking: readonly ("adaptive" | "budget" | "off")[] | null;
  images: boolean | null;
  /** The largest prompt and answer together, in tokens. */
  contextTokens: number | null;
  /** The largest answer, in tokens, thinking included. */
  outputTokens: number | null;
}

/** A value, and which list gives it. */
export interface Said {
  route: ListRoute["route"];
  value: string;
}

/** The ways chat may be served, in the order they are tried (Azure OpenAI api-version lifecycle, Foundry endpoints). */
export const chatRoute = z.enum([
  "given",
  "dated",
  "v1",
  "project-v1",
  "container",
  "local_server",
  "anthropic",
]);
export type ChatRoute = z.output<typeof chatRoute>;

/** One way of asking for the list, and what it answered. */
export interface ListRoute {
  route: "management" | "project" | "legacy" | "models" | "local_server";
  path: string;
  answered: boolean;
  count: number;
  diagnosis: Diagnosis | null;
}

export interface DeploymentList {
  connectionId: string;
  deployments: Deployment[];
  routes: ListRoute[];
  /** What to do about an empty list; null for any other. */
  diagnosis: Diagnosis | null;
  /** Milliseconds since the epoch. */
  readAt: number;
}

export type DeploymentEvents = {
  /** The list of a connection, after something was learned of what is in it. */
  "deployments.changed": DeploymentList;
};

export const deployments = {
  /** Lists what is deployed. With `refresh` the service is asked again, else the last list is given when there is one. */
  "deployments.list": method<DeploymentList>()(z.strictObject({ connectionId: id, refresh: z.boolean() })),
  /** Stops a running `deployments.list`; the call then fails with `cancelled`. */
  "deployments.cancel": method<void>()(z.strictObject({ connectionId: id })),
  /** Says by which API a deployment is asked; null goes back to what the app finds out. Gives the list anew. */
  "deployments.setDialect": method<DeploymentList>()(
    z.strictObject({ connectionId: id, deployment: deploymentName, dialect: dialectName.nullable() }),
  ),
};
