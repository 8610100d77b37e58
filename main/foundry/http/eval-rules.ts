import type { RemoteEvaluationProblem } from "../../../preload/contract/remote-evaluation-problems.ts";
import type { ErrorBody } from "./error-body.ts";
import { phrases } from "./phrases.ts";
import { plainCodes, plainWords } from "./plain-words.ts";
import { isOfRate, isRouteAbsent } from "./refusal-kinds.ts";
import type { Meaning, SpecialMeaning } from "./special-meaning.ts";
import { trainingMeaning } from "./training-rules.ts";

const region = phrases`
  (?:evaluations?|evals?|graders?)\b.{0,80}\bnot (?:available|supported|enabled|offered)\b.{0,60}\bregion
  \bregion\b.{0,80}\bnot (?:support|offer|available)
  not (?:available|supported) in (?:this |the |your )?(?:region|location|cloud)
`;
const parameter =
  /sampling_params(?:\.(\w+))?|(?:unknown|unsupported|unrecognized)(?: request)? (?:parameter|argument|value)\w*(?: supplied)?:? ['"]?(?:data_source\.)?(?:sampling_params\.)?(\w+)/i;

/**
 * What a refusal means of evaluations and their runs. Where it is about regions, roles and graders: Foundry pages of
 * February and September 2026, azure-sdk-for-python#44763, azure-sdk-for-js#35311; the sentences themselves are guessed.
 */
export const evalMeaning: SpecialMeaning = (status, said, given, context) => {
  const words = `${plainWords(given)} ${plainCodes(`${said.code} ${said.kinds}`)}`;
  if ([400, 403, 404, 409, 422, 501].includes(status) && region.test(words))
    return { code: "evals_not_here" };
  if (isRouteAbsent(status, said)) return null;
  if (/\/files\b/.test(context.path)) return trainingMeaning(status, said, given, context);
  if (status === 429 || isOfRate(words)) return null;
  if ([401, 403].includes(status) && isOfRole(words)) return { code: "evals_role_missing" };
  if ([404, 410].includes(status))
    return /\b(?:graders?|evaluators?)\b/i.test(words)
      ? { code: "eval_evaluator_missing", more: { evaluator: evaluatorIn(words) } }
      : { code: "eval_not_found" };
  if (![400, 409, 422].includes(status)) return null;
  if (status === 409 || /unexpectedEntityState/i.test(words))
    return { code: "eval_ended", more: { state: stateIn(words) } };
  return aboutValues(said, words);
};

const isOfRole = (words: string): boolean =>
  /PermissionDenied|does not have access to API|data action|AuthorizationFailed|\broles?\b|not authorized/i.test(
    words,
  );

/** The evaluator that a refusal names; empty where it names none. */
const evaluatorIn = (words: string): string =>
  /\b(builtin\.\w+)/i.exec(words)?.[1] ?? /evaluator ['"]([^'"]{1,80})['"]/i.exec(words)?.[1] ?? "";

const stateIn = (words: string): string =>
  /\b(completed|failed|cancell?ed|queued)\b/i.exec(words)?.[1]?.toLowerCase() ?? "";

/** What a refusal of values is about: a setting of the model, a grader, or the rows. */
function aboutValues(said: ErrorBody, words: string): Meaning | null {
  const of = (code: RemoteEvaluationProblem): Meaning => ({ code, more: { details: said.message } });
  const at = said.paths.join(" ");
  const named = parameter.exec(`${at} ${words}`);
  if (named) return { code: "eval_parameter_refused", more: { parameter: named[1] ?? named[2] ?? "" } };
  if (/\bevaluator\b.{0,80}(?:not found|does not exist|unknown)|unknown evaluator/i.test(words))
    return { code: "eval_evaluator_missing", more: { evaluator: evaluatorIn(words) } };
  if (/testing_criteri|\bgrader|evaluator|pass_threshold/i.test(`${at} ${words}`))
    return of("eval_criterion_refused");
  if (/data_source|item_schema|\bitems?\b|\bsource\b|\brows?\b|\bfile\b/i.test(`${at} ${words}`))
    return of("eval_data_refused");
  return null;
}
