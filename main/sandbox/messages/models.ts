import type { SandboxDeployment } from "../deployments.ts";

export type Thinking = "adaptive" | "enabled" | "disabled";

/** What a generation of Claude models takes (Foundry, Claude models, 2026-09-21, and reports from live calls). */
export interface ClaudeRules {
  thinking: readonly Thinking[];
  /** Whether it thinks where nothing is said. */
  thinksUnasked: boolean;
  /** Whether thoughts are shown where nothing is said of it. */
  showsThoughts: boolean;
  /** None where the model knows no effort. */
  efforts: readonly string[];
  /** `either`: temperature or top_p, not both. */
  sampling: "accepted" | "either" | "refused";
  outputTokens: number;
}

const usual = { thinksUnasked: false, outputTokens: 128_000 };
const efforts = ["low", "medium", "high", "xhigh", "max"];
const without = (...levels: string[]) => efforts.filter((level) => !levels.includes(level));
const newer: Pick<ClaudeRules, "showsThoughts" | "sampling"> = { showsThoughts: false, sampling: "refused" };

const rules: readonly [name: RegExp, ClaudeRules][] = [
  [
    /-4-5\b/,
    {
      ...usual,
      ...{ thinking: ["enabled", "disabled"], showsThoughts: true, efforts: [] },
      ...{ sampling: "either", outputTokens: 64_000 },
    },
  ],
  [
    /-4-6\b/,
    {
      ...usual,
      ...{ thinking: ["adaptive", "enabled", "disabled"], showsThoughts: true },
      ...{ efforts: without("xhigh"), sampling: "accepted" },
    },
  ],
  [/opus-5-5\b/, { ...usual, ...newer, thinking: ["adaptive", "disabled"], thinksUnasked: true, efforts }],
  [/(sonnet|haiku)-5-5\b/, { ...usual, ...newer, thinking: ["adaptive", "enabled", "disabled"], efforts }],
  [/fable|mythos/, { ...usual, ...newer, thinking: ["adaptive"], efforts: without("max") }],
];

/** What the model of a deployment takes; one that is not known takes what opus 5 and its like do. */
export const claudeRulesOf = ({ model }: Pick<SandboxDeployment, "model">): ClaudeRules =>
  rules.find(([name]) => name.test(model.name))?.[1] ?? {
    ...usual,
    ...newer,
    ...{ thinking: ["adaptive", "disabled"], efforts },
  };
