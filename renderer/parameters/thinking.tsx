import { strings } from "../../preload/strings/en.ts";
import { parameterWords as words } from "../../preload/strings/parameters.ts";
import { type GroupProps, isShown } from "./group.ts";
import { NumberParameter } from "./number-parameter.tsx";
import { SelectParameter } from "./select-parameter.tsx";
import { type ThinkingWay, thinkingValues } from "./taken.ts";

const everyEffort = ["none", "minimal", "low", "medium", "high", "xhigh", "max"];

/** How much a model thinks before it answers, and how much of that is shown. */
export function Thinking(props: GroupProps & { efforts: readonly string[] | null }) {
  const { parameters, taken, set, efforts } = props;
  const { thinking } = parameters;
  const takesNone = efforts?.length === 0;
  const hasThinking = thinking !== undefined || (taken?.has("thinking") && taken.thinking.length > 0);
  const hasEffort = taken === null || isShown(props, "reasoningEffort");
  const hasSummary =
    parameters.reasoningSummary !== undefined || (taken?.has("reasoningSummary") && !takesNone);
  if (!hasThinking && !hasEffort && !hasSummary) return null;
  return (
    <>
      <h3>{words.thinkingTitle}</h3>
      {hasThinking && (
        <SelectParameter
          label={words.thinking}
          value={typeof thinking === "number" ? "budget" : thinking}
          values={taken?.thinking ?? []}
          words={words.thinkingWays}
          onChange={(way: ThinkingWay | undefined) => set({ thinking: way && thinkingValues[way] })}
        />
      )}
      {typeof thinking === "number" && (
        <NumberParameter
          label={words.budget}
          bounds={{ min: 1024, max: 1_000_000, step: 1 }}
          value={thinking}
          onChange={(value) => value !== undefined && set({ thinking: value })}
        />
      )}
      {hasEffort && (
        <SelectParameter
          label={strings.chat.options.reasoningEffort}
          value={parameters.reasoningEffort}
          values={efforts ?? everyEffort}
          usual={takesNone ? strings.chat.options.refuses : strings.chat.options.usual}
          isDisabled={takesNone && parameters.reasoningEffort === undefined}
          onChange={(reasoningEffort) => set({ reasoningEffort })}
        />
      )}
      {hasSummary && (
        <SelectParameter
          label={words.summary}
          value={parameters.reasoningSummary}
          values={["auto", "concise", "detailed"] as const}
          words={words.summaries}
          onChange={(reasoningSummary) => set({ reasoningSummary })}
        />
      )}
    </>
  );
}
