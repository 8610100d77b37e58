import type { TrainingMethod } from "./training-examples.ts";

/** A model that can be fine-tuned: how, on what kinds of capacity, what its examples may be, and what becomes of it. */
export interface Tunable {
  name: string;
  methods: readonly TrainingMethod[];
  types: readonly TrainingType[];
  images: boolean;
  /** The most tokens of one example; others are guessed to have as many as most. */
  tokens: number;
  /** Who made it, as Azure Resource Manager wants it (microsoft/azure-skills, deployment.md). */
  format: string;
  /** The names of the SKUs that the result can be deployed with there; none where only the portal can. */
  deploys: readonly string[];
  /** Names of hyperparameters for which it takes no "auto", so that they have to be given. */
  needs: readonly string[];
  isByInvitation: boolean;
  /** No training from then on, and no deployments: milliseconds since the epoch. */
  ends: { training: number; deployments: number };
}

export type TrainingType = "standard" | "datazone" | "global" | "developer";

const all: TrainingType[] = ["standard", "datazone", "global", "developer"];
const shared: TrainingType[] = ["datazone", "global"];
const trial: TrainingType[] = ["global", "developer"];
const most = 65_536;

const serverless = ["Standard", "DataZoneStandard", "GlobalStandard"];
const withTrials = [...serverless, "DeveloperTier"];
const supervised: TrainingMethod[] = ["supervised"];
const preferred: TrainingMethod[] = ["supervised", "dpo"];
const reinforced: TrainingMethod[] = ["reinforcement"];
const open: TrainingMethod[] = ["supervised", "reinforcement"];

const year = (training: number, month: number, day: number) => ({
  training: Date.UTC(training, month - 1, day),
  deployments: Date.UTC(training, month + 5, day),
});

const usual = {
  images: false,
  tokens: most,
  format: "OpenAI",
  deploys: withTrials,
  needs: [],
  isByInvitation: false,
  ends: year(2027, 4, 14),
};
const global = { ...usual, types: shared, methods: supervised, deploys: ["GlobalStandard"] };

/**
 * Microsoft's lists of models that can be fine-tuned and of their retirement, October 2026; the limits of examples from an
 * older one. Which hyperparameters a model wants set is told nowhere: one of them is made to.
 */
const models = new Map<string, Tunable>(
  Object.entries({
    "gpt-4o-mini-2024-07-18": {
      ...{ ...usual, methods: supervised, types: all },
      ...{ deploys: serverless, ends: year(2027, 4, 1) },
    },
    "gpt-4o-2024-08-06": {
      ...{ ...usual, methods: preferred, types: all, images: true },
      ...{ deploys: serverless, ends: year(2027, 4, 1) },
    },
    "gpt-4.1-2025-04-14": { ...usual, methods: preferred, types: all, images: true },
    "gpt-4.1-mini-2025-04-14": { ...usual, methods: preferred, types: all },
    "gpt-4.1-nano-2025-04-14": { ...usual, methods: preferred, types: all, tokens: 32_768 },
    "o4-mini-2025-04-16": { ...usual, methods: reinforced, types: all, ends: year(2027, 4, 16) },
    "gpt-5-2025-08-07": {
      ...{ ...usual, methods: reinforced, types: ["standard", "datazone", "global"] },
      ...{ deploys: ["Standard"], isByInvitation: true },
    },
    "gpt-oss-20b": { ...global, format: "Microsoft" },
    "gpt-oss-120b": { ...global, methods: open, types: trial, format: "Microsoft", deploys: [] },
    "Ministral-3B": { ...global, format: "Mistral AI" },
    "Llama-3.3-70B-Instruct": { ...global, format: "Meta" },
    "Qwen3-32B": { ...global, format: "Alibaba", needs: ["batch_size", "learning_rate_multiplier"] },
    "Qwen3.6-35B-A3B": { ...global, methods: open, types: trial, format: "Alibaba", deploys: [] },
    "MAI-Code-1.1-Flash": { ...global, methods: reinforced, types: trial, format: "Microsoft" },
  } satisfies Record<string, Omit<Tunable, "name">>).map(([name, model]) => [name, { ...model, name }]),
);

/** All of them. */
export const tunables = (): Tunable[] => [...models.values()];

/** The model of a name, with its version or without. */
export function tunable(name: string): Tunable | null {
  const exact = models.get(name);
  if (exact) return exact;
  const [, found = null] =
    [...models].find(
      ([full]) => full.startsWith(`${name}-`) && /^\d{4}-\d\d-\d\d$/.test(full.slice(name.length + 1)),
    ) ?? [];
  return found;
}

/** The spellings seen in Microsoft's pages and in clients; the one for data zones was found nowhere. */
const spellings: Record<string, TrainingType> = {
  standard: "standard",
  globalstandard: "global",
  "1": "global",
  developer: "developer",
  developertier: "developer",
  datazone: "datazone",
  datazonestandard: "datazone",
};

/** What a `trainingType` stands for, whatever its letters' case; null for none and for an unknown one. */
export function trainingTypeOf(given: unknown): TrainingType | null {
  const name = typeof given === "string" || given === 1 ? String(given).toLowerCase() : "";
  return Object.hasOwn(spellings, name) ? (spellings[name] ?? null) : null;
}
