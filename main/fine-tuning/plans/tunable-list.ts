import type { DeployFacts, TrainingType, TuningMethod } from "../../../preload/contract/tuning-plans.ts";

/** What Microsoft's pages say of a model that can be tuned. */
export interface ListedModel {
  name: string;
  /** The only version that can be tuned; null where the page names none. */
  version: string | null;
  methods: TuningMethod[];
  types: TrainingType[];
  regions: Partial<Record<TrainingType, string[]>>;
  images: boolean;
  isPreview: boolean;
  byInvitation: boolean;
  /** Whether a tuned one can be tuned again: OpenAI's only (Foundry, supported models). */
  isOpenAi: boolean;
  deploy: DeployFacts;
  /** YYYY-MM-DD: no sooner than then. */
  trainingEnds: string | null;
  deploymentsEnd: string | null;
}

/** The dates of the pages below: `fine-tune-supported-models` with its regions, and `concepts-model-retirements-content`. */
export const listedAt = "2026-10-06";
export const retirementsListedAt = "2026-10-05";

const supervised: TuningMethod[] = ["supervised"];
const byPreference: TuningMethod[] = ["supervised", "preference"];
const byReward: TuningMethod[] = ["reinforcement"];
const both: TuningMethod[] = ["supervised", "reinforcement"];
const everyType: TrainingType[] = ["standard", "datazone", "global", "developer"];

/** Data zone is in the United States only (Foundry, fine-tuning overview, 2026-10-06): Azure's regions there. */
const zone = [
  "centralus",
  "eastus",
  "eastus2",
  "northcentralus",
  "southcentralus",
  "westcentralus",
  "westus",
  "westus2",
  "westus3",
];
const ofNorth = { standard: ["northcentralus", "swedencentral"], datazone: zone };
const ofEast = { standard: ["eastus2", "swedencentral"], datazone: zone };

/** Of serverless deployments these are there unless a legend says otherwise; Standard by its own list of regions. */
const serverless = ["Standard", "GlobalStandard", "DataZoneStandard", "DeveloperTier"];
const here = (format: string | null, types: string[]): DeployFacts => ({
  way: "here",
  types,
  format,
  listedAt,
});
/** Managed compute and provisioned throughput by Fireworks have procedures in the portal only. */
const portal: DeployFacts = { way: "portal", types: [], format: null, listedAt };
const globalOnly = ["GlobalStandard"];

const openAi = {
  isOpenAi: true,
  isPreview: false,
  byInvitation: false,
  images: false,
  types: everyType,
  trainingEnds: null,
  deploymentsEnd: null,
};
const open = {
  version: null,
  isOpenAi: false,
  isPreview: false,
  byInvitation: false,
  images: false,
  methods: supervised,
  types: ["datazone", "global"] as TrainingType[],
  regions: { datazone: zone },
  trainingEnds: null,
  deploymentsEnd: null,
} satisfies Partial<ListedModel>;
const newOpen = {
  ...open,
  isPreview: true,
  methods: both,
  types: ["global", "developer"] as TrainingType[],
  regions: {},
  deploy: portal,
} satisfies Partial<ListedModel>;

const endOf4o = { trainingEnds: "2027-04-01", deploymentsEnd: "2027-10-01" };
const endOf41 = { trainingEnds: "2027-04-14", deploymentsEnd: "2027-10-14" };
const endOfO4 = { trainingEnds: "2027-04-16", deploymentsEnd: "2027-10-16" };

/** The models that can be tuned. Formats in Azure are those observed (azure-skills, 2026-08-21): case counts there. */
export const tunableList: readonly ListedModel[] = [
  {
    ...openAi,
    ...endOf4o,
    name: "gpt-4o-mini",
    version: "2024-07-18",
    methods: supervised,
    regions: ofNorth,
    deploy: here("OpenAI", serverless.slice(0, 3)),
  },
  {
    ...openAi,
    ...endOf4o,
    name: "gpt-4o",
    version: "2024-08-06",
    methods: byPreference,
    images: true,
    regions: ofEast,
    deploy: here("OpenAI", serverless.slice(0, 3)),
  },
  ...["gpt-4.1", "gpt-4.1-mini", "gpt-4.1-nano"].map((name) => ({
    ...openAi,
    ...endOf41,
    name,
    version: "2025-04-14",
    methods: byPreference,
    images: name === "gpt-4.1",
    regions: ofNorth,
    deploy: here("OpenAI", serverless),
  })),
  {
    ...openAi,
    ...endOfO4,
    name: "o4-mini",
    version: "2025-04-16",
    methods: byReward,
    regions: ofEast,
    deploy: here("OpenAI", serverless),
  },
  {
    ...openAi,
    name: "gpt-5",
    version: "2025-08-07",
    methods: byReward,
    types: ["standard", "datazone", "global"],
    byInvitation: true,
    regions: ofNorth,
    deploy: here("OpenAI", ["Standard"]),
  },
  { ...open, name: "gpt-oss-20b", deploy: here("Microsoft", globalOnly) },
  { ...open, name: "Ministral-3B", version: "2411", deploy: here("Mistral AI", globalOnly) },
  { ...open, name: "Llama-3.3-70B-Instruct", deploy: here("Meta", globalOnly) },
  { ...open, name: "Qwen3-32B", deploy: here("Alibaba", globalOnly) },
  { ...newOpen, name: "gpt-oss-120b" },
  { ...newOpen, name: "Qwen3.6-35B-A3B" },
  { ...newOpen, name: "Qwen3.8-27B" },
  { ...newOpen, name: "Muse-Glimmer-30B" },
  {
    ...newOpen,
    name: "MAI-Code-1.1-Flash",
    methods: byReward,
    deploy: here(null, globalOnly),
  },
  ...["MedImageInsight-Premium", "CXRReportgen-Premium"].map((name) => ({
    ...newOpen,
    name,
    methods: supervised,
    types: ["global"] as TrainingType[],
    images: true,
    deploy: here(null, globalOnly),
  })),
];

/** Whether a name is one of a tuned model or of its checkpoint, such as `gpt-4.1-2025-04-14.ft-…` or `ftchkpt-…`. */
export const isTunedName = (model: string): boolean => /\.ft-|^ftchkpt-/i.test(model);

/** The base of a tuned model or of its checkpoint, such as `gpt-4.1-2025-04-14`; any other model as it is. */
export const baseOf = (model: string): string => model.split(/\.ft-/i)[0] ?? model;

/**
 * What the list says of a model, by its name with or without a version, in whatever case; of a tuned one that of its base.
 * Undefined for a model, or a version, that is not on it.
 */
export function listedAs(model: string): ListedModel | undefined {
  const id = baseOf(model).toLowerCase();
  return tunableList.find(({ name, version }) => {
    const own = name.toLowerCase();
    if (id === own) return true;
    const rest = id.startsWith(`${own}-`) ? id.slice(own.length + 1) : null;
    return rest !== null && (version === null ? /^\d[\d.-]*$/.test(rest) : rest === version);
  });
}
