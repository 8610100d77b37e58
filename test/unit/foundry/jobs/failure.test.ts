import { describe, expect, it } from "vitest";
import { diagnoseJobFailure } from "../../../../main/foundry/jobs/failure.ts";
import { explain } from "../../../../preload/strings/explain.ts";

const failures: [string, string, object][] = [
  [
    "invalid_file_format",
    "The job failed due to a file format error in the training file. Invalid file format. Example 6174 message contains an invalid token: <|fim_suffix|>.",
    { code: "training_token_refused", parameters: { example: "6174", token: "<|fim_suffix|>" } },
  ],
  [
    "invalidPayload",
    "The provided training data failed RAI checks for harm types: [hate_fairness, self_harm, violence]. Please fix the data and try again.",
    { code: "training_data_harmful", parameters: { categories: "hate fairness, self harm, violence" } },
  ],
  [
    "",
    "This model is unable to be deployed. Model evaluation identified that this fine tuned model scores above acceptable thresholds for [Violence, Self Harm]. Please review your training data set and resubmit the job.",
    { code: "tuned_model_blocked", parameters: { categories: "Violence, Self Harm" } },
  ],
  [
    "jsonlValidationFailed",
    "Validation of jsonl file failed: Example 12 has no assistant message.",
    { code: "training_data_refused", parameters: { example: "12" } },
  ],
  ["internalFailure", "Internal server error (500).", { code: "training_service_failed", retryable: true }],
  ["", "The job exceeded the time limit of 720 hours.", { code: "job_time_limit" }],
  ["notFound", "A file of the job was deleted.", { code: "training_not_found" }],
  ["", "The grader failed for every sample.", { code: "grader_refused" }],
  ["quotaExceeded", "Too many jobs.", { code: "job_limit_reached" }],
  ["odd", "A reason of its own.", { code: "job_failed", parameters: { details: "A reason of its own." } }],
];

describe("a job that failed", () => {
  it.each(failures)("with %s and %s has its diagnosis", (code, message, expected) => {
    const diagnosis = diagnoseJobFailure({ code, message, param: null });
    expect(diagnosis).toMatchObject(expected);
    const { title, cause, said } = explain(diagnosis);
    expect(`${title} ${cause}`).not.toMatch(/[{}]|does not name it/);
    expect(said?.words).toBe(message);
  });

  it("without a word of why says that", () => {
    for (const error of [null, { code: "", message: "", param: null }]) {
      const diagnosis = diagnoseJobFailure(error);
      expect(diagnosis.code).toBe("job_failed");
      expect(explain(diagnosis)).toMatchObject({ cause: "The service doesn't say why.", said: null });
    }
    expect(diagnoseJobFailure({ code: "serverError", message: "", param: null }).raw?.message).toBe(
      "serverError",
    );
  });
});
