import { describe, expect, it } from "vitest";
import { FoundryError } from "../../../../main/foundry/error.ts";
import { createGraders } from "../../../../main/foundry/graders/graders.ts";
import { mangled } from "../mangled.ts";
import { diagnosisFrom, json, servers, targetOf } from "../server.ts";

const start = servers();
const isNumberOrNull = (value: unknown) => value === null || Number.isFinite(value);
const grader = {
  type: "string_check",
  name: "same",
  input: "{{sample.output_text}}",
  reference: "{{item.answer}}",
  operation: "eq",
} as const;

describe("a grader at the service", () => {
  it("grades by a reward, and says which flags are set and why", async () => {
    const server = await start((_, response) =>
      json(response, 200, {
        reward: "0.5",
        sub_rewards: { a: 1, b: null, c: "0.25" },
        metadata: {
          errors: {
            formula_parse_error: false,
            python_grader_runtime_error: true,
            python_grader_runtime_error_details: "ZeroDivisionError",
            other_error: null,
          },
        },
      }),
    );
    const graders = createGraders(targetOf(`${server.origin}/api/projects/p`));
    expect(await graders.run(grader, "42", { answer: 42 })).toEqual({
      reward: 0.5,
      subRewards: { a: 1, c: 0.25 },
      errors: ["python_grader_runtime_error"],
      details: "ZeroDivisionError",
    });
    expect(server.seen[0]?.path).toBe("/api/projects/p/openai/v1/fine_tuning/alpha/graders/run");
    expect(JSON.parse(server.seen[0]?.body ?? "")).toEqual({
      grader,
      model_sample: "42",
      item: { answer: 42 },
    });
  });

  it("that gives no number has none", async () => {
    const server = await start((_, response) => json(response, 200, { reward: null, metadata: null }));
    const grade = { reward: null, subRewards: {}, errors: [], details: null };
    expect(await createGraders(targetOf(server.origin)).run(grader, "", {})).toEqual(grade);
  });

  it("gives a grade or a reason, whatever is odd about the reply", async () => {
    let reply: unknown;
    const server = await start((_, response) => json(response, 200, reply));
    const graders = createGraders(targetOf(server.origin));
    for (reply of mangled({
      reward: 0.5,
      sub_rewards: { a: 1 },
      metadata: { errors: { other_error: true, python_grader_runtime_error_details: "x" } },
    })) {
      const grade = await graders.run(grader, "", {}).catch((error: unknown) => error);
      if (grade instanceof FoundryError) continue;
      expect(grade).toEqual({
        reward: expect.toSatisfy(isNumberOrNull),
        subRewards: expect.toSatisfy((parts: object) => Object.values(parts).every(Number.isFinite)),
        errors: expect.toSatisfy((errors: unknown[]) => errors.every((one) => typeof one === "string")),
        details: expect.toSatisfy((details: unknown) => details === null || typeof details === "string"),
      });
    }
    for (reply of [{ grader }, { grader: null }, {}]) await graders.validate(grader);
  });

  it("is taken, or refused in the service's words", async () => {
    const message = "Invalid template: unknown variable item.answr. Example 3 has an invalid token.";
    const server = await start(({ body }, response) =>
      JSON.parse(body).grader.name === "same"
        ? json(response, 200, { grader })
        : json(response, 400, { error: { code: "invalidPayload", message } }),
    );
    const graders = createGraders(targetOf(server.origin));
    await graders.validate(grader);
    expect(await diagnosisFrom(graders.validate({ ...grader, name: "other" }))).toMatchObject({
      code: "grader_refused",
      parameters: { details: message },
    });
  });

  it("is looked for on a dated version, and that there is none says so", async () => {
    const server = await start((_, response) => json(response, 404, {}));
    expect((await diagnosisFrom(createGraders(targetOf(server.origin)).validate(grader))).code).toBe(
      "route_not_found",
    );
    expect(server.seen.map(({ path }) => path)).toEqual([
      "/openai/v1/fine_tuning/alpha/graders/validate",
      "/openai/fine_tuning/alpha/graders/validate?api-version=2025-04-01-preview",
    ]);
  });
});
