import type { SandboxDeployment } from "../deployments.ts";

/** What a model takes on the Responses routes. */
export interface ModelRules {
  /** Levels of effort; none for a model that does not reason. */
  efforts: readonly string[];
  /** The level where nothing is said. */
  effort: string | null;
  verbosities: readonly string[];
  /** Whether a message says if it is a comment or the final answer, as those of gpt-5.6 do (recorded). */
  hasPhases: boolean;
}

const usualEfforts = ["low", "medium", "high"];
const usual = { verbosities: ["medium"], hasPhases: false };

/** By the names of models (Azure OpenAI reasoning models guide, 2026-06). */
const rules: readonly [name: RegExp, ModelRules][] = [
  [
    /^gpt-5\.6/,
    {
      efforts: ["none", ...usualEfforts, "xhigh", "max"],
      effort: "medium",
      verbosities: usualEfforts,
      hasPhases: true,
    },
  ],
  [/^gpt-5.*-pro/, { ...usual, efforts: ["high"], effort: "high" }],
  [/codex/, { ...usual, efforts: usualEfforts, effort: "medium" }],
  [
    /^gpt-5/,
    { ...usual, efforts: ["minimal", ...usualEfforts], effort: "medium", verbosities: usualEfforts },
  ],
  [/^o\d/, { ...usual, efforts: usualEfforts, effort: "medium" }],
];

/** What the model of a deployment takes. */
export const rulesOf = ({ model }: Pick<SandboxDeployment, "model">): ModelRules =>
  rules.find(([name]) => name.test(model.name))?.[1] ?? { ...usual, efforts: [], effort: null };
