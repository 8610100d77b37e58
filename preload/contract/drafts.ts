import { z } from "zod";
import { modelNameLimit } from "../limits.ts";
import { deploymentName, id, keptText } from "./fields.ts";
import { method } from "./method.ts";

/** A model that is being made, kept with every change, so that it can be gone on with at any time. */
export interface Draft extends DraftValues {
  id: string;
  flow: DraftFlow;
  step: DraftStep;
  /** Milliseconds since the epoch. */
  createdAt: number;
  updatedAt: number;
}

/** `guide`: Guide Me. `advanced`: Create Model. */
export type DraftFlow = "guide" | "advanced";

export type DraftStep = "source" | "name" | "connect" | "deployment" | "base" | "data" | "review";

/** What has been answered so far. */
export interface DraftValues {
  name: string;
  /** `custom`: a model of one's own, tuned from a base model. `foundry`: one that is deployed. */
  source: "custom" | "foundry" | null;
  connectionId: string | null;
  deployment: string | null;
  /** The base model's id in the catalogue. */
  baseModel: string | null;
  /** Ids of uploaded files. */
  datasets: string[];
}

const flow = z.enum(["guide", "advanced"]);
const step = z.enum(["source", "name", "connect", "deployment", "base", "data", "review"]);

/** The schema of `DraftValues`. */
const draftValues = z.strictObject({
  name: keptText.max(modelNameLimit),
  source: z.enum(["custom", "foundry"]).nullable(),
  connectionId: id.nullable(),
  deployment: deploymentName.nullable(),
  baseModel: z.string().min(1).max(256).nullable(),
  datasets: z.array(id).max(100),
});

/** The schema of what a draft is kept with. */
export const draftState = draftValues.extend({ flow, step });

export const drafts = {
  /** All of them, the one changed last first. */
  "drafts.list": method<Draft[]>()(z.void()),
  "drafts.begin": method<Draft>()(z.strictObject({ flow })),
  /** Keeps a draft as it is now. */
  "drafts.keep": method<Draft>()(draftValues.extend({ id, step })),
  /** Takes a draft away; until the app ends it can be restored. */
  "drafts.remove": method<void>()(z.strictObject({ id })),
  "drafts.restore": method<Draft>()(z.strictObject({ id })),
};
