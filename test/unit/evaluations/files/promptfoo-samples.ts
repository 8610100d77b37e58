/** A result as promptfoo 0.121 writes it. */
export const fooResult = (changes: Record<string, unknown> = {}) => ({
  promptIdx: 0,
  testIdx: 0,
  promptId: "5f1b",
  provider: { id: "azure:chat:gpt-4.1", label: "" },
  prompt: { raw: "What is the capital of France?", label: "What is the capital of {{country}}?" },
  vars: { country: "France" },
  testCase: { vars: { country: "France" }, assert: [{ type: "equals", value: "Paris" }] },
  response: { output: "Paris", tokenUsage: { total: 12, prompt: 10, completion: 2 } },
  success: true,
  score: 1,
  failureReason: 0,
  gradingResult: {
    pass: true,
    score: 1,
    reason: "All assertions passed",
    componentResults: [
      { pass: true, score: 1, reason: "Assertion passed", assertion: { type: "equals", value: "Paris" } },
    ],
  },
  namedScores: {},
  latencyMs: 321,
  cost: 0.0002,
  tokenUsage: { total: 12, prompt: 10, completion: 2, completionDetails: { reasoning: 1 } },
  ...changes,
});

const turkey = {
  testIdx: 1,
  prompt: { raw: "What is the capital of Turkey?", label: "What is the capital of {{country}}?" },
  vars: { country: "Turkey" },
  testCase: { vars: { country: "Turkey" }, assert: [{ type: "equals", value: "Ankara" }] },
};

/** Two rows, two providers with the same promptId, the first row asked twice, one assertion failed and one request. */
export const fooResults = () => [
  fooResult(),
  fooResult({ promptIdx: 1, provider: { id: "azure:chat:gpt-mini", label: "mini" } }),
  fooResult({
    ...turkey,
    response: { output: "Istanbul" },
    success: false,
    score: 0,
    failureReason: 1,
    error: "Expected output to equal Ankara",
    gradingResult: {
      pass: false,
      score: 0,
      reason: "Expected output to equal Ankara",
      componentResults: [
        { pass: false, score: 0, reason: "Expected Ankara", assertion: { type: "equals", value: "Ankara" } },
      ],
    },
  }),
  fooResult({
    ...turkey,
    promptIdx: 1,
    provider: { id: "azure:chat:gpt-mini", label: "mini" },
    response: { error: "API error: 429" },
    success: false,
    score: 0,
    failureReason: 2,
    error: "API error: 429",
    gradingResult: null,
  }),
  fooResult({ testIdx: 2 }),
  fooResult({ testIdx: 2, promptIdx: 1, provider: { id: "azure:chat:gpt-mini", label: "mini" } }),
];

/** A file of version 3. */
export const fooFile = (results: unknown[] = fooResults()) => ({
  evalId: "eval-abc-2026-10-01",
  results: {
    version: 3,
    timestamp: "2026-10-01T12:00:00.000Z",
    prompts: [
      { raw: "What is the capital of {{country}}?", label: "p", provider: "azure:chat:gpt-4.1" },
      { raw: "What is the capital of {{country}}?", label: "p", provider: "mini" },
    ],
    results,
    stats: { successes: 4, failures: 1, errors: 1 },
  },
  config: { description: "Capitals", providers: [], tests: [] },
  shareableUrl: null,
  metadata: { promptfooVersion: "0.121.20", evaluationCreatedAt: "2026-10-01T11:59:00.000Z" },
});

/** The same of version 2, which has a table. */
export const fooTableFile = () => ({
  evalId: "eval-old",
  results: {
    version: 2,
    results: [
      { provider: { id: "openai:gpt-4" }, prompt: { raw: "x" }, vars: { country: "France" }, success: true },
    ],
    stats: {},
    table: {
      head: {
        prompts: [
          { raw: "Capital of {{country}}?", label: "p", provider: "openai:gpt-4" },
          { raw: "Capital of {{country}}?", label: "p", provider: "openai:gpt-3.5" },
        ],
        vars: ["country"],
      },
      body: [
        {
          vars: ["France"],
          test: { vars: { country: "France" }, assert: [{ type: "icontains", value: "paris" }] },
          outputs: [
            {
              pass: true,
              score: 1,
              text: "PARIS",
              prompt: "Capital of France?",
              latencyMs: 10,
              gradingResult: {
                pass: true,
                score: 1,
                reason: "ok",
                componentResults: [
                  { pass: true, score: 1, reason: "ok", assertion: { type: "icontains", value: "paris" } },
                ],
              },
            },
            {
              pass: false,
              score: 0,
              text: "[ERROR] quota",
              error: "quota",
              prompt: "Capital of France?",
              latencyMs: 0,
            },
          ],
        },
      ],
    },
  },
  config: { description: "Old" },
});
