import type { CardNote } from "../contract/tuning-plans.ts";
import { codedText } from "./coded.ts";
import { listDate } from "./list-date.ts";
import { hyperparameterWords } from "./run-words.ts";
import { cardNotes } from "./tuning-codes.ts";

/** What a note of a card says; its code where nobody has words for it. Hyperparameters are called, and dates written, as they are in the page. */
export function noteText({ code, parameters }: CardNote): string {
  const { name = "", date } = parameters;
  const shown = code.startsWith("hyperparameter") ? (codedText(hyperparameterWords, name) ?? name) : name;
  const values = { ...parameters, name: shown, ...(date !== undefined && { date: listDate(date) }) };
  return codedText(cardNotes, code, values) ?? code;
}
