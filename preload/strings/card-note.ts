import type { CardNote } from "../contract/tuning-plans.ts";
import { codedText } from "./coded.ts";
import { cardNotes } from "./tuning-codes.ts";
import { tuningPlans } from "./tuning-plans.ts";

/** What a note of a card says; its code where nobody has words for it. Hyperparameters are called as they are in the page. */
export function noteText({ code, parameters }: CardNote): string {
  const { name = "" } = parameters;
  const shown = code.startsWith("hyperparameter")
    ? (codedText(tuningPlans.hyperparameters.names, name) ?? name)
    : name;
  return codedText(cardNotes, code, { ...parameters, name: shown }) ?? code;
}
