import { complete } from "./completion.ts";
import type { SandboxDeployment } from "./deployments.ts";
import { mannersIn } from "./manners.ts";
import type { Message } from "./message.ts";
import { countTokens } from "./tokens.ts";

/** What a deployment says where the service itself asks it. */
interface Said {
  text: string;
  isRefusal: boolean;
  tokens: { prompt: number; completion: number };
}

/** Asks a deployment once, without any setting. */
export function ask(messages: Message[], deployment: SandboxDeployment): Said {
  const prompt = messages.reduce((sum, { text }) => sum + countTokens(text), 0);
  const { choices, usage } = complete(
    {
      ...{ messages, manners: mannersIn(messages), promptTokens: prompt },
      ...{ choices: 1, maxTokens: null, stop: [], seed: 0, json: null, tools: [], toolCalls: [] },
      thinks: deployment.reasoning !== "none",
    },
    deployment,
  );
  const [choice] = choices;
  return {
    text: choice?.text.join("") ?? "",
    isRefusal: (choice?.refusal.length ?? 0) > 0,
    tokens: { prompt, completion: usage.completion },
  };
}
