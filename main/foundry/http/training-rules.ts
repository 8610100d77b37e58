import type { TrainingProblem } from "../../../preload/contract/training-problems.ts";
import type { ErrorBody } from "./error-body.ts";
import type { Context } from "./exchange.ts";
import { phrases } from "./phrases.ts";
import { plainCodes, plainWords } from "./plain-words.ts";
import { isOfRate, isRouteAbsent } from "./refusal-kinds.ts";
import type { Meaning, SpecialMeaning } from "./special-meaning.ts";
import { meantInTraining, trainingDetails } from "./training-words.ts";

/** Where jobs are created. */
const jobsPath = /\/fine_tuning\/jobs$/;

interface Rule {
  statuses: readonly number[];
  says?: RegExp;
  /** Looks at the path of the request. */
  at?: RegExp;
  method?: string;
  code: TrainingProblem;
}

const thing = String.raw`\b(?:file|job|fine[-_ ]?tun\w*|upload|checkpoint|model)\b`;
const absence = phrases`
  \bnot_?found\b
  _not_found\b
  ${thing}.{0,120}(?:(?:was|is|were) not found|not found|does not exist|could not be found)
  (?:could not find|no such|unable to find).{0,60}(?:file|fine|job|upload|checkpoint|model)
`;

/** First match wins. Codes of the dated API, limits of the quotas and limits page, and sentences of refusals that are quoted in public issues. */
const rules: readonly Rule[] = [
  {
    statuses: [400, 404, 409, 410, 422],
    at: /\/uploads\/[^/]+/,
    says: /expired|(?:is|was|been|already) (?:completed|cancell?ed)|no longer|unexpectedEntityState|conflict/i,
    code: "upload_expired",
  },
  { statuses: [404, 410], at: /\/uploads\/[^/]+/, says: absence, code: "upload_expired" },
  {
    statuses: [400, 403, 409, 429],
    at: /\/(?:files|uploads)\b/,
    says: phrases`
      quota
      (?:maximum|limit)(?! (?:file )?size).{0,60}\b(?:files|storage)\b
      \b(?:total|number of|too many|most)\b.{0,60}\b(?:files|uploads|storage)\b
    `,
    code: "file_limit_reached",
  },
  { statuses: [413], at: /\/(?:files|uploads)\b/, code: "upload_too_large" },
  {
    statuses: [400, 422],
    at: /\/(?:files|uploads)\b/,
    says: /too large|\bexceeds?\b|larger than|maximum (?:file )?size/i,
    code: "upload_too_large",
  },
  { statuses: [400, 403, 404, 409, 422], at: /\/copy$/, code: "copy_refused" },
  {
    statuses: [400, 403, 409, 429],
    at: /\/fine_tuning\/jobs\b/,
    says: /quota|(?:maximum|limit|most).{0,60}jobs|too many (?:active |running |queued )?(?:fine-?tuning )?jobs/i,
    code: "job_limit_reached",
  },
  // A model that is retired everywhere else is one that is not trained here.
  { statuses: [410], at: jobsPath, method: "POST", code: "training_ended" },
  { statuses: [400, 404, 410, 422], says: absence, code: "training_not_found" },
  {
    statuses: [400, 409],
    says: /deployments?\b.{0,80}(?:exists?|in use|delete|active)|(?:active|existing) deployments?|(?:in use|used) by.{0,40}deployment|is (?:still )?deployed/i,
    method: "DELETE",
    code: "tuned_model_in_use",
  },
  {
    statuses: [400, 409],
    at: /\/files\/[^/]+$/,
    says: /in use|being used|used by|conflict|referenced/i,
    method: "DELETE",
    code: "file_in_use",
  },
  { statuses: [400, 409, 422], says: /not in (?:the )?state.{0,40}but ["']?error/i, code: "file_refused" },
  {
    statuses: [400, 409, 422],
    says: /not (?:in (?:the )?state|yet) ["']?(?:processed|ready)|file.{0,120}(?:not (?:ready|processed)|still (?:being )?(?:pending|running|processed))/i,
    code: "file_not_ready",
  },
  {
    statuses: [400, 409, 422],
    at: /\/(?:pause|resume|cancel)$/,
    says: /conflict|unexpectedEntityState|\bis (?:not )?\w+|cannot|only|not (?:support(?:ed)?|allowed|possible)/i,
    code: "job_not_possible",
  },
  { statuses: [409], says: /unexpectedEntityState|conflict|itemDoesAlreadyExist/i, code: "job_not_possible" },
];

/** Settings of a job, as requests name them. */
const settings =
  /\b(n_epochs|batch_size|learning_rate_multiplier|prompt_loss_weight|beta|l2_multiplier|compute_multiplier|eval_interval|eval_samples|reasoning_effort|suffix|seed|metadata|validation_file|training_file|response_format|integrations)\b/i;

/** What a setting of a job stands for that is a problem of its own. */
const problems: Readonly<Record<string, TrainingProblem>> = {
  trainingtype: "training_type_refused",
  training_type: "training_type_refused",
  method: "method_refused",
  wandb: "wandb_refused",
};

/** What a refusal means of what is asked of files, jobs, uploads and graders. */
export const trainingMeaning: SpecialMeaning = (status, said, given, context) => {
  if (isRouteAbsent(status, said)) return null;
  const words = `${plainWords(given)} ${plainCodes(`${said.code} ${said.kinds}`)}`;
  if (status === 429 && isOfRate(words)) return null;
  const isRefusal = [400, 409, 410, 422].includes(status);
  if (isRefusal && isAboutGrader(said, words, context)) return meaningOf("grader_refused", said);
  const rule = rules.find(
    ({ statuses, says, at, method }) =>
      statuses.includes(status) &&
      (says === undefined || says.test(words)) &&
      (at === undefined || at.test(context.path)) &&
      (method === undefined || method === context.method),
  );
  if (rule) return meaningOf(rule.code, said);
  if (status === 403) return forbiddenMeaning(said, words);
  return isRefusal ? aboutValues(said, words) : null;
};

/** What a grader holds may say anything, also what looks like something about data. */
const isAboutGrader = ({ paths }: ErrorBody, words: string, { path }: Context): boolean =>
  /\/graders\//.test(path) ||
  paths.some((one) => /\bgrader\b/.test(one)) ||
  (jobsPath.test(path) && /\bgraders?\b/i.test(words));

function meaningOf(code: TrainingProblem, { message }: ErrorBody): Meaning {
  const more =
    code === "job_not_possible" || code === "file_not_ready"
      ? { state: stateIn(plainWords(message)) }
      : trainingDetails(code, message);
  return { code, more };
}

/** Whether it was refused for its content or its model, and not for who asks. */
function forbiddenMeaning(said: ErrorBody, words: string): Meaning | null {
  const code = meantInTraining(words);
  return code === "training_data_harmful" || code === "training_by_invitation" ? meaningOf(code, said) : null;
}

function aboutValues(said: ErrorBody, words: string): Meaning | null {
  const code = meantInTraining(words) ?? problemAt(said);
  if (code !== null) return meaningOf(code, said);
  const parameter = said.paths.map(lastPart).find((one) => settings.test(one));
  const named = parameter ?? settings.exec(said.message)?.[1];
  if (named === undefined) return null;
  return { code: "job_value_refused", more: { parameter: named.toLowerCase() } };
}

const lastPart = (path: string): string => path.split(".").at(-1) ?? "";

/** The problem that the place of what was refused stands for. */
function problemAt({ paths }: ErrorBody): TrainingProblem | null {
  const parts = paths.map((path) => lastPart(path.replace(/\.type$/, "")).toLowerCase());
  return parts.map((part) => problems[part]).find((one) => one !== undefined) ?? null;
}

/** The state that a refusal names; empty where it names none. */
function stateIn(message: string): string {
  const [, state = ""] =
    /\bbut (?:is |in (?:the )?state )?["'`]?([a-z_]{4,20})\b/i.exec(message) ??
    /\b(?:is|state|status)(?: (?:is|in|of|already|currently|the|state|status))*:? ["'`]?(pending|created|validating_files|queued|running|pausing|paused|resuming|succeeded|failed|cancell?ed|cancelling|processed|completed|error|deleted)\b/i.exec(
      message,
    ) ??
    [];
  return state.replaceAll("_", " ").toLowerCase();
}
