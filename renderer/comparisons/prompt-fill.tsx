import { useDeferredValue, useMemo } from "react";
import { estimatedBeginning, estimatedMessage } from "../../preload/estimated-tokens.ts";
import { FillBar } from "../parameters/fill-bar.tsx";
import { useDeployments } from "../targets/deployments.ts";
import { useCompare } from "./state.ts";

/** How full the context window will be that the prompt fills most, of those that are known. */
export function PromptFill() {
  const layout = useCompare(({ open }) => open?.layout);
  const prompt = useDeferredValue(useCompare(({ open }) => open?.prompt) ?? "");
  const lists = useDeployments(({ lists }) => lists);
  const [fullest] = useMemo(() => {
    const fills = (layout ?? []).flatMap((column) => {
      const { connectionId, deployment: name, ownPrompt, systemPrompt, parameters } = column;
      const listed = lists[connectionId]?.list?.deployments.find((one) => one.name === name);
      const context = listed?.traits.contextTokens;
      const asked = ownPrompt ?? prompt;
      if (!context || asked.trim() === "") return [];
      return [
        { name, context, tokens: estimatedBeginning(systemPrompt, parameters) + estimatedMessage([asked]) },
      ];
    });
    return fills.sort((one, other) => other.tokens / other.context - one.tokens / one.context);
  }, [layout, prompt, lists]);
  return fullest ? <FillBar {...fullest} /> : null;
}
