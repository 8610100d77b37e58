import type { EvaluationPrompt } from "../../../../../preload/contract/evaluation-settings.ts";
import { asList, asObject, asText, parseJson } from "../../../../foundry/json.ts";
import { fillTemplate, variablesOf } from "../../../../template.ts";
import { promptRole } from "../values.ts";

/** A variable's name as Nunjucks and our templates both know it. */
const plainName = /^[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*$/u;

/** Whether a template has more in it than names of variables: filters, conditions, environment variables. */
export const isMoreThanNames = (template: string): boolean =>
  /\{[%#]/.test(template) ||
  variablesOf(template).some((place) => !plainName.test(place) || place.startsWith("env."));

/** The variable that is taken for what is expected, as an export of this app has it. */
export const referenceName = "reference";

/**
 * A template of promptfoo as one of ours: variables are fields of the row. What is more than a name stays as it is. With
 * `isGrader` the variable for what is expected is the row's reference.
 */
export const ourTemplate = (template: string, isGrader = false): string =>
  fillTemplate(
    template,
    new Map(
      variablesOf(template)
        .filter((place) => plainName.test(place))
        .map((place) => [place, isGrader && place === referenceName ? `{{${place}}}` : `{{item.${place}}}`]),
    ),
  );

/** A template of promptfoo filled with a test's variables, as far as they are texts and numbers. */
export const filledWith = (template: string, vars: Record<string, unknown>): string =>
  fillTemplate(
    template,
    new Map(
      Object.entries(vars).flatMap(([name, value]) =>
        typeof value === "string" || typeof value === "number" ? [[name, String(value)] as const] : [],
      ),
    ),
  );

/** The messages of a prompt, which is a text or, as JSON, a list of them; none of an empty one. */
export function messagesOf(prompt: string): { role: string; content: string }[] {
  const list = asList(parseJson(prompt)).flatMap((one) => {
    const { role, content } = asObject(one) ?? {};
    return typeof role === "string" ? [{ role, content: contentOf(content) }] : [];
  });
  return list.length > 0 || prompt === "" ? list : [{ role: "user", content: prompt }];
}

/** What a message says: a text, or the texts of its parts. */
const contentOf = (content: unknown): string =>
  typeof content === "string"
    ? content
    : asList(content)
        .map((part) => asText(asObject(part)?.text))
        .filter((text) => text !== "")
        .join("\n");

/** A prompt of promptfoo as what an evaluation asks. */
export function templatePrompt(prompt: string): EvaluationPrompt {
  const messages = messagesOf(prompt).map(({ role, content }) => ({
    role: promptRole(role),
    content: ourTemplate(content),
  }));
  return { kind: "template", messages: messages.slice(0, 20) };
}
