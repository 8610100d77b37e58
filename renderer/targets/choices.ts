import { answersText } from "../../preload/answers-text.ts";
import { isBatchType } from "../../preload/batch-types.ts";
import type { Deployment } from "../../preload/contract/deployments.ts";
import { pickerGroups, speaks as speakWords } from "../../preload/strings/dialects.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { makesEmbeddings } from "./embeddings.ts";
import type { Choices } from "./picker.tsx";

/** What a deployment is chosen for: questions in words, the same also in batches, a chat, which images belong to, or embeddings. */
export type Purpose = "text" | "batches" | "chat" | "embeddings";

const canServe: Record<Purpose, (deployment: Deployment) => boolean> = {
  text: answersText,
  batches: (deployment) =>
    answersText(deployment) || (!deployment.chat.usable && deployment.chat.reason === "batch"),
  chat: ({ chat }) => chat.usable,
  embeddings: makesEmbeddings,
};

/** The deployments of one connection as a picker shows them: by what they answer by, and the others with the reason. */
export function choicesIn(
  { id, name }: { id: string; name: string },
  deployments: readonly Deployment[],
  purpose: Purpose,
): Choices {
  const serves = canServe[purpose];
  return {
    id,
    name,
    options: deployments.filter(serves).map(({ name: deployment, sku, speaks }) => ({
      choice: { connectionId: id, deployment },
      label: isBatchType(sku) ? fill(strings.models.batch, { name: deployment }) : deployment,
      heading: fill(pickerGroups.usable, { name, api: speakWords[speaks.what] }),
    })),
    others: deployments
      .filter((deployment) => !serves(deployment))
      .map((other) => fill(pickerGroups.other, { name: other.name, why: reasonOf(other) })),
    othersName: fill(pickerGroups.others, { name }),
  };
}

function reasonOf({ chat, speaks, status }: Deployment): string {
  const { why } = pickerGroups;
  if (!chat.usable && chat.reason === "status") return strings.deployments.statuses[status] ?? status;
  return !chat.usable && chat.reason === "batch" ? why.batch : why[speaks.what];
}
