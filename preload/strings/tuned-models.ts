import type { NotHere, TunedWarning } from "../contract/tuned-models.ts";

/** Words for tuned models. */
export const tunedModels = {
  warnings: {
    developer_ends: "Its 24 hours are nearly over.",
    idle_ends: "It will be deleted soon, because nobody calls it.",
    retires_90: "Its model retires within 90 days.",
    retires_30: "Its model retires within 30 days.",
    stays_unready: "Azure says it succeeded, but it still doesn't answer. Delete it and deploy again.",
  } satisfies Record<TunedWarning, string> as Record<TunedWarning, string>,
  notHere: {
    not_connected: "The resource it was tuned at is no longer connected.",
    key_only: "This connection has a key only. Deploying needs a Microsoft sign-in, or the Foundry portal.",
    portal_only: "Models of this family are deployed on managed compute, in the Foundry portal only.",
    format_unknown: "Nothing is known about how such a model is deployed from outside the Foundry portal.",
    no_developer:
      "This model has no Developer deployments, which are free. A trial needs deployments that cost money.",
    overlaps: "These rows were trained on.",
    no_rows: "There is no row here that the models could be asked.",
  } satisfies Record<NotHere, string> as Record<NotHere, string>,
} as const;
