import { type Exchange, readJson, sendJson } from "../exchange.ts";
import { isObject } from "../json.ts";
import type { Resource } from "../resource.ts";
import { refusedTraining } from "../training-refusals.ts";
import { checkGrader } from "./checks.ts";
import { runGrader } from "./run.ts";
import type { GraderError } from "./template.ts";

/** `POST /fine_tuning/alpha/graders/validate {grader}`. */
export async function validateGrader(exchange: Exchange): Promise<void> {
  const body = await readJson(exchange);
  const grader: unknown = isObject(body) ? body.grader : undefined;
  checkGrader(grader);
  sendJson(exchange, 200, { grader });
}

/** `POST /fine_tuning/alpha/graders/run {grader, model_sample, item?}`. */
export async function answerGrader(exchange: Exchange, { deployments }: Resource): Promise<void> {
  const body = await readJson(exchange);
  const { grader, model_sample: output, item = {} } = isObject(body) ? body : {};
  checkGrader(grader);
  if (typeof output !== "string")
    throw refusedTraining("invalidPayload", "A sample is a text.", "model_sample");
  const began = performance.now();
  const sample = { output, item: isObject(item) ? item : {} };
  const { reward, parts, errors, details, asked } = runGrader(grader, sample, deployments);
  const has = (error: GraderError) => errors.includes(error);
  sendJson(exchange, 200, {
    reward,
    sub_rewards: parts,
    metadata: {
      name: grader.name,
      type: grader.type,
      execution_time: (performance.now() - began) / 1000,
      scores: grader.type === "multi" ? parts : { [String(grader.name)]: reward },
      token_usage: asked?.tokens ?? null,
      sampled_model_name: asked?.model ?? null,
      errors: {
        formula_parse_error: has("formula_parse_error"),
        sample_parse_error: has("sample_parse_error"),
        truncated_observation_error: false,
        unresponsive_reward_error: false,
        invalid_variable_error: has("invalid_variable_error"),
        other_error: has("other_error"),
        python_grader_server_error: has("python_grader_server_error"),
        python_grader_server_error_type: has("python_grader_server_error") ? "unavailable" : null,
        python_grader_runtime_error: false,
        python_grader_runtime_error_details: null,
        model_grader_server_error: has("model_grader_server_error"),
        model_grader_server_error_details: has("model_grader_server_error") ? details : null,
        model_grader_refusal_error: has("model_grader_refusal_error"),
        model_grader_parse_error: has("model_grader_parse_error"),
      },
    },
    model_grader_token_usage_per_model:
      asked === null ? {} : { [asked.model]: { total_tokens: asked.tokens } },
  });
}
