import type { Price } from "../../preload/contract/tuning-plans.ts";
import { fill } from "../../preload/strings/fill.ts";
import { tuningJobs } from "../../preload/strings/tuning-jobs.ts";

const words = tuningJobs.cost;

/** Where a price is from, with its date. */
export const priceSource = ({ at, from }: Price): string =>
  fill(from === "typed" ? words.typed : words.public, { date: new Date(at).toLocaleDateString() });
