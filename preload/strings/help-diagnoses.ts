import type { DiagnosisCode } from "../contract/diagnosis.ts";
import { advice } from "./advice.ts";
import type { Article, Block } from "./article.ts";
import { diagnoses, remedies } from "./diagnoses.ts";
import { fill } from "./fill.ts";
import { help } from "./help.ts";
import { additions } from "./help-additions.ts";

/** What an article says where a diagnosis has a name or a number. */
const anyone: Record<string, string> = {
  host: "the host",
  unicode: "this address",
  seconds: "a number of",
  parameter: "that was sent",
  limit: "the diagnosis names it",
  time: "the diagnosis names it",
  action: "the diagnosis names it",
  categories: "hate, violence or another of its categories",
  why: "the diagnosis says it",
  tool: "command-line tool",
  connection: "its connection",
  endpoint: "another endpoint",
  other: "another",
  status: "another one",
  before: "one model",
  now: "another",
  account: "another account",
  finish: "the diagnosis names it",
  command: "az login, or azd auth login",
};
/** A place that has no general word is left open. */
const open = "…";

/** One article for each diagnosis, under its code: what happened, what else there is to know, and what to do. */
export const diagnosisArticles: readonly Article[] = (Object.keys(diagnoses) as DiagnosisCode[]).map(
  (code) => {
    const { title, cause, more, said, related } = additions[code] ?? {};
    const usual = diagnoses[code];
    const steps = advice[code].remedies.map((one) => remedies[one].text);
    const blocks: (Block | false)[] = [
      { text: cause ?? generally(usual.unnamed ?? usual.cause) },
      more !== undefined && { text: more },
      said !== undefined && { text: fill(help.saidAs, { said }) },
      steps.length > 0 && { heading: help.whatToDo },
      steps.length > 0 && { steps },
      related !== undefined && { related },
    ];
    return {
      id: code,
      title: title ?? generally(usual.unnamedTitle ?? usual.title),
      blocks: blocks.filter((one) => one !== false),
    };
  },
);

/** A text about one case, said of any case. */
function generally(text: string): string {
  const filled = fill(text, anyone).replace(/\{\w+\}/g, open);
  return filled.charAt(0).toLocaleUpperCase() + filled.slice(1);
}
