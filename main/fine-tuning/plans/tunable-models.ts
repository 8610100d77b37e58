import {
  type TunableModel,
  type TuningMethod,
  trainingTypes,
  tuningMethods,
} from "../../../preload/contract/tuning-plans.ts";
import type { CatalogueModel } from "../../foundry/deployments/catalogue.ts";
import type { RegionModel } from "../../foundry/deployments/managed.ts";
import {
  baseOf,
  type ListedModel,
  listedAs,
  listedAt,
  retirementsListedAt,
  tunableList,
} from "./tunable-list.ts";

/** What is known of the models at a place. */
export interface KnownModels {
  catalogue: readonly CatalogueModel[];
  /** The models of the resource's region, by Azure Resource Manager; empty with a key only. */
  region: readonly RegionModel[];
}

/**
 * What can be tuned: the catalogue, whose flag is wrong for open models, and the dated list (Foundry, supported models,
 * 2026-10-06) together, with tuned models of the resource as bases. Dates of Azure Resource Manager win, then those of
 * the catalogue. What cannot be chosen says why.
 */
export function tunableModels(
  { catalogue, region }: KnownModels,
  method: TuningMethod | null,
  now: number,
): TunableModel[] {
  const bases = catalogue.filter(({ base }) => base === null);
  const offered = bases.flatMap((one) => {
    const listed = listedAs(one.id);
    return listed || one.canTune ? [modelOf(one.id, null, one, listed, region)] : [];
  });
  const isThere = (listed: ListedModel) => bases.some(({ id }) => listedAs(id) === listed);
  const others = tunableList
    .filter((listed) => !isThere(listed))
    .map((listed) => modelOf(idOf(listed), null, null, listed, region));
  const tuned = catalogue.flatMap((one) =>
    one.base === null ? [] : [modelOf(one.id, baseOf(one.base), one, listedAs(one.base), region)],
  );
  return [...offered, ...others, ...tuned]
    .map((model) => ({ ...model, why: whyNot(model, { catalogue: bases, region }, method, now) }))
    .sort(
      (one, other) =>
        Number(one.why !== null) - Number(other.why !== null) ||
        Number(one.tunedFrom !== null) - Number(other.tunedFrom !== null) ||
        Number(one.known === "flagged") - Number(other.known === "flagged") ||
        Number(one.isPreview) - Number(other.isPreview) ||
        one.id.localeCompare(other.id, undefined, { numeric: true }),
    );
}

/** The same of one model by the list alone, where nothing could be read; null for one that is not on it. */
export function listedModel(name: string, method: TuningMethod | null, now: number): TunableModel | null {
  const listed = listedAs(name);
  if (listed === undefined) return null;
  const base = baseOf(name);
  const model = modelOf(name, base === name ? null : base, null, listed, []);
  return { ...model, why: whyNot(model, { catalogue: [], region: [] }, method, now) };
}

/** The model with this name, written with or without its version and in whatever case. */
export function findModel(models: readonly TunableModel[], name: string): TunableModel | undefined {
  const exact = models.find(({ id }) => id.toLowerCase() === name.toLowerCase());
  if (exact || baseOf(name) !== name) return exact;
  const listed = listedAs(name);
  return listed && models.find(({ id, tunedFrom }) => tunedFrom === null && listedAs(id) === listed);
}

/** As it is sent: OpenAI's names carry their version (recorded jobs), the open models' do not. */
const idOf = ({ name, version, isOpenAi }: ListedModel): string =>
  isOpenAi && version !== null ? `${name}-${version}` : name;

function modelOf(
  id: string,
  tunedFrom: string | null,
  said: CatalogueModel | null,
  listed: ListedModel | undefined,
  region: readonly RegionModel[],
): TunableModel {
  const managed = region.find((one) => isNamed(one, tunedFrom ?? id));
  const canTune = said?.canTune === true || managed?.canTune === true;
  const ends = managed?.trainingEnds ?? said?.trainingEnds ?? null;
  const { methods = [...tuningMethods], types = [...trainingTypes], regions = {} } = listed ?? {};
  const deploy = listed?.deploy ?? { way: "unknown" as const, types: [], format: null, listedAt };
  return {
    id,
    tunedFrom,
    methods,
    types,
    regions,
    images: listed?.images ?? false,
    known: listed ? (canTune ? "both" : "listed") : "flagged",
    isPreview: listed?.isPreview ?? false,
    byInvitation: listed?.byInvitation ?? false,
    deploy: { ...deploy, format: deploy.format ?? managed?.format ?? null },
    trainingEnds: ends ?? timeOf(listed?.trainingEnds),
    deploymentsEnd: timeOf(listed?.deploymentsEnd),
    datesFrom: ends === null && listed?.trainingEnds ? retirementsListedAt : null,
    why: null,
  };
}

const isNamed = ({ name, version }: RegionModel, id: string): boolean =>
  [name, `${name}-${version}`].some((one) => one.toLowerCase() === id.toLowerCase());

/** A day of the list as milliseconds since the epoch. */
export const timeOf = (date: string | null | undefined): number | null => (date ? Date.parse(date) : null);

function whyNot(
  { id, tunedFrom, methods, trainingEnds }: TunableModel,
  { catalogue, region }: KnownModels,
  method: TuningMethod | null,
  now: number,
): TunableModel["why"] {
  if (tunedFrom !== null && listedAs(tunedFrom)?.isOpenAi === false) return "open_model_again";
  const base = tunedFrom ?? id;
  // A name without a version has several there.
  const there = region.filter((one) => isNamed(one, base));
  const isRetiredThere = there.length > 0 && there.every((one) => one.isRetired);
  if (isRetiredThere || catalogue.some((one) => one.id === base && one.isRetired)) return "retired";
  if (trainingEnds !== null && trainingEnds <= now) return "training_ended";
  return method !== null && !methods.includes(method) ? "method" : null;
}
