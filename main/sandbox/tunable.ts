import type { TrainingMethod } from "./training-examples.ts";

/** A model that can be fine-tuned: how, on what kinds of capacity, and what its examples may be. */
export interface Tunable {
  methods: readonly TrainingMethod[];
  types: readonly TrainingType[];
  images: boolean;
  /** The most tokens of one example; others are guessed to have as many as most. */
  tokens: number;
}

export type TrainingType = "standard" | "datazone" | "global" | "developer";

const all: TrainingType[] = ["standard", "datazone", "global", "developer"];
const shared: TrainingType[] = ["datazone", "global"];
const most = 65_536;

/** Microsoft's list of models that can be fine-tuned, October 2026; the limits of examples from an older one. */
const models = new Map<string, Tunable>(
  Object.entries({
    "gpt-4o-mini-2024-07-18": { methods: ["supervised"], types: all, images: false, tokens: most },
    "gpt-4o-2024-08-06": { methods: ["supervised", "dpo"], types: all, images: true, tokens: most },
    "gpt-4.1-2025-04-14": { methods: ["supervised", "dpo"], types: all, images: true, tokens: most },
    "gpt-4.1-mini-2025-04-14": { methods: ["supervised", "dpo"], types: all, images: false, tokens: most },
    "gpt-4.1-nano-2025-04-14": { methods: ["supervised", "dpo"], types: all, images: false, tokens: 32_768 },
    "o4-mini-2025-04-16": { methods: ["reinforcement"], types: all, images: false, tokens: most },
    "gpt-oss-20b": { methods: ["supervised"], types: shared, images: false, tokens: most },
    "Ministral-3B": { methods: ["supervised"], types: shared, images: false, tokens: most },
    "Llama-3.3-70B-Instruct": { methods: ["supervised"], types: shared, images: false, tokens: most },
    "Qwen3-32B": { methods: ["supervised"], types: shared, images: false, tokens: most },
  } satisfies Record<string, Tunable>),
);

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
