import { createHash } from "node:crypto";
import type { ColumnSettings } from "../../preload/contract/comparisons.ts";
import type { ChatParameters, RequestNote } from "../../preload/contract/conversations.ts";
import type { Contestant } from "../../preload/contract/votes.ts";
import { beginningOf } from "../../preload/cut.ts";
import { sentValue } from "../../preload/sent-parameters.ts";
import { fill } from "../../preload/strings/fill.ts";
import { mainStrings } from "../../preload/strings/main.ts";
import { requestNotes } from "../../preload/strings/request-notes.ts";

type Asked = Omit<ColumnSettings, "id" | "connectionId">;

const words = mainStrings.votes;
/** Characters of a prompt that tell it from others. */
const excerptLength = 24;

/**
 * Whom an answer counts for, as `Contestant` says. `endpoint`: where the deployment is, whatever its connection is
 * called; `model`: the registered model that was asked, null for none. It is called by the model's name as long as it
 * was asked as that model is. `notes` say what of its parameters was not sent.
 */
export function contestantOf(
  asked: Asked,
  endpoint: string,
  model: (Pick<Asked, "systemPrompt" | "parameters"> & { name: string }) | null,
  notes: readonly RequestNote[] = [],
): Contestant {
  const { deployment, systemPrompt, ownPrompt } = asked;
  const parameters = sorted(asked.parameters);
  const own = ownPrompt === null ? null : fill(words.prompt, { text: excerpt(ownPrompt) });
  const isModel =
    model !== null &&
    model.systemPrompt === systemPrompt &&
    JSON.stringify(sorted(model.parameters)) === JSON.stringify(parameters);
  const apart = isModel
    ? [own]
    : [
        ...parameters.map(([name, value]) => {
          const shown = `${readable(name)} ${typeof value === "string" ? value : JSON.stringify(value)}`;
          const isDropped = sentValue(name, value, notes) === undefined;
          return isDropped ? fill(requestNotes.marks.dropped, { parameter: shown }) : shown;
        }),
        systemPrompt.trim() === "" ? null : fill(words.system, { text: excerpt(systemPrompt) }),
        own,
      ];
  return {
    key: createHash("sha256")
      .update(JSON.stringify([endpoint, deployment, systemPrompt, parameters, ownPrompt]))
      .digest("hex")
      .slice(0, 24),
    name: [isModel ? model.name : deployment, ...apart.filter((part) => part !== null)].join(", "),
  };
}

const sorted = (parameters: ChatParameters) =>
  (Object.entries(parameters) as [keyof ChatParameters, unknown][])
    .filter(([, value]) => value !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1));

/** `topP` as "top p". */
const readable = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

function excerpt(text: string): string {
  const line = text.trim().replace(/\s+/g, " ");
  return line.length <= excerptLength ? line : `${beginningOf(line, excerptLength).trimEnd()} …`;
}
