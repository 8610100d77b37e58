import type { CardCode } from "../../../preload/contract/tuning-codes.ts";
import type {
  CardNote,
  Gauge,
  HyperparameterName,
  ResourceLimits,
  TunableModel,
} from "../../../preload/contract/tuning-plans.ts";
import { faultText } from "../../../preload/strings/grader-fault.ts";
import { hyperparametersOf } from "../../../preload/tuning-methods.ts";
import { dateOf, isFull, type Known, noteOf as note } from "./known.ts";
import { listedAt } from "./tunable-list.ts";

const day = 86_400_000;

/** What does not keep it from being started, but should be known. */
export function notesOf(known: Known): CardNote[] {
  const { plan, model, limits, training, place, endpoint, region, graderFaults } = known;
  const { method, hyperparameters, validation } = plan;
  const unused = Object.keys(hyperparameters).filter(
    (name) => method !== null && !hyperparametersOf[method].includes(name as HyperparameterName),
  );
  const isSame =
    validation !== null &&
    validation.datasetId === plan.training?.datasetId &&
    (validation.part === plan.training.part || validation.part === null || plan.training.part === null);
  const regions = plan.trainingType === null ? undefined : model?.regions[plan.trainingType];
  const running = limits && isFull(limits.running) ? limits.running : null;
  const deployments = limits && isFull(limits.deployments) ? limits.deployments : null;
  const gauge = (code: CardCode, { used, most }: Gauge) =>
    note(code, null, { used: used ?? 0, most: most ?? 0 });
  const last = training?.last;
  const isElsewhere = last != null && endpoint !== null && last.place !== endpoint;
  return [
    ...(model ? ofDeploying(known, model) : []),
    ...(model ? ofDates(known, model) : []),
    ...(regions && region === null && place?.why === null
      ? [note("region_unknown", "trainingType", { regions: regions.join(", ") })]
      : []),
    ...graderFaults
      .filter(({ severity }) => severity === "warns")
      .map((fault) => note("grader_doubtful", "grader", { why: faultText(fault) })),
    ...unused.map((name) => note("hyperparameter_unused", "hyperparameters", { name })),
    ...(isSame ? [note("same_rows", "validation")] : []),
    ...(validation === null && method !== null && method !== "reinforcement"
      ? [note("no_validation", "validation")]
      : []),
    ...(running ? [gauge("running_full", running)] : []),
    ...(deployments ? [gauge("deployments_full", deployments)] : []),
    ...(model && limits ? ofQuotas(model, limits) : []),
    ...(isElsewhere && place
      ? [
          note("other_place", "connectionId", {
            name: training?.name ?? "",
            last: last.host,
            place: place.name,
          }),
        ]
      : []),
  ];
}

function ofDeploying({ canManage }: Known, { id, deploy, known }: TunableModel): CardNote[] {
  const { way, types } = deploy;
  const model = { model: id };
  return [
    ...(way === "portal" ? [note("deploy_in_portal", "model", model)] : []),
    ...(way === "unknown" ? [note("deploy_unknown", "model", model)] : []),
    ...(way === "here" && !types.includes("DeveloperTier")
      ? [note("no_developer_deployment", "model", model)]
      : []),
    ...(way !== "portal" && !canManage ? [note("key_cannot_deploy", "connectionId")] : []),
    ...(known === "listed" ? [note("only_listed", "model", { ...model, date: listedAt })] : []),
    ...(known === "flagged" ? [note("only_flagged", "model", { ...model, date: listedAt })] : []),
  ];
}

/** That nothing is left of any quota which a deployment could take from, as far as Azure says. */
function ofQuotas({ id, deploy }: TunableModel, { quotas }: ResourceLimits): CardNote[] {
  if (typeof quotas === "string") return [];
  const own = quotas.rows.filter(({ sku }) =>
    deploy.types.some((type) => type.toLowerCase() === sku.toLowerCase()),
  );
  const isFull = own.length > 0 && own.every(({ used, limit }) => used >= limit);
  return isFull ? [note("quota_full", "model", { model: id, region: quotas.region })] : [];
}

/** Days before the end of training, and of deployments, from which they are told as notes. */
const [soon, longBefore] = [90 * day, 365 * day];

function ofDates({ now }: Known, model: TunableModel): CardNote[] {
  const { id, trainingEnds, deploymentsEnd, isPreview, byInvitation } = model;
  const isSoon = (time: number | null, before: number): time is number =>
    time !== null && time > now && time - now < before;
  return [
    ...(isSoon(trainingEnds, soon)
      ? [note("training_ends_soon", "model", { model: id, date: dateOf(trainingEnds) })]
      : []),
    ...(isSoon(deploymentsEnd, longBefore)
      ? [note("deployments_end", "model", { model: id, date: dateOf(deploymentsEnd) })]
      : []),
    ...(byInvitation ? [note("by_invitation", "model", { model: id })] : []),
    ...(isPreview ? [note("preview", "model", { model: id })] : []),
  ];
}
