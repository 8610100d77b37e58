import { describe, expect, it } from "vitest";
import { diagnoseAnswer } from "../../../../main/foundry/http/diagnosis.ts";
import type { Diagnosis } from "../../../../preload/contract/diagnosis.ts";
import { explain } from "../../../../preload/strings/explain.ts";

/** What refusals of files, jobs and graders mean, in the words of those who send them. */

const of = (path: string, status: number, body: unknown, method = "POST", headers = {}): Diagnosis =>
  diagnoseAnswer(status, new Headers(headers), typeof body === "string" ? body : JSON.stringify(body), {
    ...{ host: "h", path, method, about: "training" as const, secrets: [], sent: "" },
    parameters: ["model", "training_file", "trainingType", "method", "suffix"],
  });

const error = (code: string, message: string, more: object = {}) => ({
  error: { code, message, type: "error", ...more },
});
const jobs = "/openai/v1/fine_tuning/jobs";
const job = `${jobs}/ftjob-1`;
const files = "/openai/v1/files";
const part = "/openai/uploads/upload_1/parts";

const meant: [string, Parameters<typeof of>, object][] = [
  [
    "a model without a training type",
    [
      jobs,
      400,
      error("invalidPayload", "The specified base model does not support fine-tuning.", { param: "model" }),
    ],
    { code: "training_type_refused", parameters: { type: "" } },
  ],
  [
    "a training type",
    [
      jobs,
      400,
      error(
        "invalidPayload",
        "The specified base model does not support fine-tuning with Standard TrainingType.",
      ),
    ],
    {
      code: "training_type_refused",
      parameters: { type: "Standard" },
      remedies: ["use_global", "choose_tunable_model"],
    },
  ],
  [
    "a method",
    [
      jobs,
      400,
      error("invalidPayload", "The specified base model does not support fine-tuning with method dpo."),
    ],
    { code: "method_refused", parameters: { method: "dpo" } },
  ],
  [
    "a model whose training has ended",
    [jobs, 400, error("invalidPayload", "Fine-tuning of this model is deprecated and no longer available.")],
    { code: "training_ended" },
  ],
  [
    "automatic epochs, by their path",
    [
      jobs,
      400,
      error("invalidPayload", "The value is not valid.", {
        param: "method.supervised.hyperparameters.n_epochs",
      }),
    ],
    { code: "job_value_refused", parameters: { parameter: "n_epochs" } },
  ],
  [
    "a number, by its words",
    [jobs, 400, error("invalidPayload", "learning_rate_multiplier must be between 0.02 and 2.")],
    { code: "job_value_refused", parameters: { parameter: "learning_rate_multiplier" } },
  ],
  [
    "a suffix",
    [
      jobs,
      400,
      error("invalidPayload", "A suffix has up to 40 letters, digits, hyphens and underscores.", {
        param: "suffix",
      }),
    ],
    { code: "job_value_refused", parameters: { parameter: "suffix" } },
  ],
  [
    "a missing validation file",
    [
      jobs,
      400,
      error("invalidPayload", "Reinforcement fine-tuning requires a validation file.", {
        param: "validation_file",
      }),
    ],
    { code: "job_value_refused", parameters: { parameter: "validation_file" } },
  ],
  [
    "a grader in a job",
    [jobs, 400, error("invalidPayload", "Bad template.", { param: "method.reinforcement.grader.input" })],
    { code: "grader_refused", parameters: { details: "Bad template." } },
  ],
  [
    "Weights & Biases",
    [
      jobs,
      400,
      error("invalidPayload", "The wandb integration is not configured for this resource.", {
        param: "integrations",
      }),
    ],
    { code: "wandb_refused" },
  ],
  [
    "a file that is still checked",
    [jobs, 400, error("invalidPayload", "The file 'file-1' is not in the state processed, but pending.")],
    { code: "file_not_ready", parameters: { state: "pending" } },
  ],
  [
    "a file that is not there",
    [jobs, 404, error("notFound", "The file 'file-1' was not found.")],
    { code: "training_not_found" },
  ],
  [
    "a job that is not there, in OpenAI's words",
    [job, 404, error("fine_tune_not_found", "Could not find fine tune: ftjob-1"), "GET"],
    { code: "training_not_found" },
  ],
  [
    "a file in OpenAI's words",
    [`${files}/file-1`, 404, error("", "No such File object: file-1"), "GET"],
    { code: "training_not_found" },
  ],
  [
    "a file that the service refused",
    [
      jobs,
      400,
      error("invalidPayload", "The file 'file-1' is not in the state processed, but error.", {
        param: "training_file",
      }),
    ],
    { code: "file_refused" },
  ],
  [
    "a model by invitation",
    [jobs, 403, error("forbidden", "Fine-tuning of gpt-5-2025-08-07 is available by invitation only.")],
    { code: "training_by_invitation" },
  ],
  [
    "a route that is not there",
    [`${job}/pause`, 404, error("404", "Resource not found")],
    { code: "route_not_found" },
  ],
  [
    "a page that is not there",
    [`${job}/pause`, 404, "<html><title>404</title></html>"],
    { code: "route_not_found" },
  ],
  [
    "a job in a state that does not allow it",
    [`${job}/cancel`, 409, error("unexpectedEntityState", "The fine-tuning job 'ftjob-1' is succeeded.")],
    { code: "job_not_possible", parameters: { state: "succeeded" } },
  ],
  [
    "a conflict",
    [job, 409, error("conflict", "The operation conflicts with the state of the job: running."), "DELETE"],
    { code: "job_not_possible" },
  ],
  [
    "a pause that a method has not",
    [`${job}/pause`, 400, error("invalidPayload", "Pause is not supported for this model.")],
    { code: "job_not_possible", parameters: { state: "" } },
  ],
  [
    "the most jobs there may be",
    [jobs, 429, error("quotaExceeded", "The resource has the most fine-tuning jobs it may have.")],
    { code: "job_limit_reached" },
  ],
  [
    "too many requests",
    [jobs, 429, error("tooManyRequests", "Slow down."), "GET", { "retry-after": "9" }],
    { code: "rate_limited", parameters: { seconds: "9" } },
  ],
  [
    "tokens times epochs",
    [
      jobs,
      400,
      error("invalidPayload", "The number of tokens times epochs exceeds the maximum of 2 billion."),
    ],
    { code: "job_too_large" },
  ],
  [
    "the most files there may be",
    [files, 429, error("quotaExceeded", "The resource has the most files it may have.")],
    { code: "file_limit_reached" },
  ],
  [
    "storage that is full",
    [files, 400, error("invalidPayload", "The maximum storage of 1 GB for files is reached.")],
    { code: "file_limit_reached" },
  ],
  ["a file that is too large", [files, 413, ""], { code: "upload_too_large" }],
  [
    "a file that is too large, in words",
    [files, 400, error("invalidPayload", "The file exceeds the maximum size of 512 MB.")],
    { code: "upload_too_large" },
  ],
  ["a large file with nothing but a 500", [files, 500, ""], { code: "service_failed" }],
  [
    "a file without a line",
    [
      files,
      400,
      error("jsonlValidationFailed", "Validation of jsonl file failed: No valid json line found in file."),
    ],
    { code: "training_data_refused", parameters: { example: "" } },
  ],
  [
    "a line",
    [files, 400, error("", "Line 12 is not a dictionary (HINT: line starts with [...).")],
    { code: "training_data_refused", parameters: { example: "12" } },
  ],
  [
    "a file that could not be fetched",
    ["/openai/files/import", 400, error("fileImportFailed", "The URL could not be read.")],
    { code: "file_refused", parameters: { details: "The URL could not be read." } },
  ],
  [
    "content",
    [files, 400, error("contentFilter", "The file was filtered.")],
    { code: "training_data_harmful", parameters: { categories: "" } },
  ],
  [
    "a file that a job uses",
    [`${files}/file-1`, 409, error("conflict", "The file is in use by a fine-tuning job."), "DELETE"],
    { code: "file_in_use" },
  ],
  [
    "a model with a deployment",
    [job, 409, error("conflict", "The model has a deployment. Delete the deployment first."), "DELETE"],
    { code: "tuned_model_in_use" },
  ],
  [
    "parts of an upload that are gone",
    [part, 404, error("notFound", "The upload was not found.")],
    { code: "upload_expired" },
  ],
  [
    "an upload that ended",
    [part, 409, error("unexpectedEntityState", "The upload 'upload_1' is expired.")],
    { code: "upload_expired" },
  ],
  [
    "uploads where there are none",
    ["/openai/uploads", 404, error("404", "Resource not found")],
    { code: "route_not_found" },
  ],
  [
    "a copy",
    [`${job}/checkpoints/m/copy`, 403, error("forbidden", "The identity has no access to the destination.")],
    { code: "copy_refused", parameters: { details: "The identity has no access to the destination." } },
  ],
  [
    "copying where there is no such route",
    [`${job}/checkpoints/m/copy`, 404, error("404", "Resource not found")],
    { code: "route_not_found" },
  ],
  [
    "a key",
    [jobs, 401, error("401", "Access denied due to invalid subscription key or wrong API endpoint.")],
    { code: "key_refused" },
  ],
  [
    "a role",
    [
      jobs,
      401,
      error(
        "PermissionDenied",
        "The principal `00000000-1111-4000-8000-000000000001` lacks the required data action `Microsoft.CognitiveServices/accounts/OpenAI/fine-tunes/write`",
      ),
    ],
    { code: "role_missing" },
  ],
  [
    "a firewall",
    [jobs, 403, error("403", "Access denied due to Virtual Network/Firewall rules.")],
    { code: "firewall" },
  ],
  [
    "the service itself",
    [jobs, 500, error("internalFailure", "Internal server error")],
    { code: "service_failed" },
  ],
  ["a busy service", [jobs, 503, error("serviceUnavailable", "Unavailable")], { code: "service_failed" }],
  [
    "a payload that nobody understands",
    [jobs, 400, error("invalidPayload", "Something is odd.")],
    { code: "request_refused" },
  ],
];

describe("a refusal about training", () => {
  it.each(meant)("of %s has its diagnosis, which reads as a sentence", (_, refusal, expected) => {
    const diagnosis = of(...refusal);
    expect(diagnosis).toMatchObject(expected);
    const { title, cause, remedies } = explain(diagnosis);
    expect(`${title} ${cause}`).not.toMatch(/[{}]|does not name it/);
    expect(remedies.length).toBeGreaterThan(0);
  });

  it("keeps the meaning it had where it is not about training", () => {
    const { about: _, ...context } = {
      ...{ host: "h", path: jobs, method: "POST", about: "training", secrets: [], sent: "" },
    };
    const body = JSON.stringify(error("quotaExceeded", "Example 4 exceeds the quota."));
    expect(diagnoseAnswer(429, new Headers(), body, context).code).toBe("rate_limited");
  });
});

describe("a model that was just deployed", () => {
  const chat = (status: number, code: string, message: string) =>
    diagnoseAnswer(status, new Headers(), JSON.stringify({ error: { code, message } }), {
      ...{ host: "h", path: "/openai/v1/chat/completions", deployment: "tuned", secrets: [], sent: "" },
    });

  it.each([404, 409, 429, 503])("and is not ready with %i says so, and may answer later", (status) => {
    const diagnosis = chat(status, "DeploymentNotReady", "The deployment is not ready.");
    expect(diagnosis).toMatchObject({ code: "deployment_not_ready", retryable: true });
    expect(explain(diagnosis).title).toContain("tuned");
  });

  it("and has not loaded what it learned says so", () => {
    expect(chat(500, "", "Failed to load LoRA adapter")).toMatchObject({
      code: "adapter_not_loaded",
      retryable: true,
    });
  });

  it("and is not there at all is not there", () => {
    expect(chat(404, "DeploymentNotFound", "The API deployment for this resource does not exist.").code).toBe(
      "deployment_not_found",
    );
  });
});
