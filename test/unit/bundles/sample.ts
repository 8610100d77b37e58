import type { Bundle, BundleRun } from "../../../main/bundles/pack.ts";

/** One run of a bundle that took `total` milliseconds. */
export const sampleRun = (changes: Partial<BundleRun> = {}): BundleRun => ({
  columnId: "c1",
  promptId: "p1",
  repeat: 0,
  isWarmUp: false,
  startedAt: 1_790_000_000_000,
  route: "v1",
  region: "swedencentral",
  requestId: "request-1",
  remaining: { requests: 99, tokens: 49_000 },
  notes: [{ kind: "parameter_dropped", parameter: "temperature" }],
  end: "stop",
  diagnosis: null,
  measurement: {
    firstToken: 120.5,
    gapMedian: 20,
    gap95: 45,
    total: 900,
    tokensPerSecond: 50,
    tokensPerSecondWithReasoning: 62,
    late: 0.5,
  },
  tokens: { prompt: 12, completion: 40, reasoning: 10, cached: 0 },
  cost: { amount: 0.0002, currency: "USD" },
  events: [
    { at: 100, type: "reasoning", text: "Let me think." },
    { at: 120.5, type: "text", text: "Blue, " },
    { at: 140.5, type: "text", text: "mostly." },
  ],
  ...changes,
});

/** A bundle of two columns that were asked one thing twice, after a warm-up. */
export const sampleBundle = (changes: Partial<Bundle> = {}): Bundle => ({
  title: "Sky",
  createdAt: 1_790_000_000_000,
  app: { version: "0.1.0", platform: "linux", node: "20.18.3", electron: "45.4.1" },
  conditions: { repeats: 2, warmUps: 1, order: "random", atOnce: 1, seed: 7 },
  deployments: [
    {
      alias: "large",
      kind: "cloud",
      model: "gpt-4.1",
      modelVersion: "2025-04-14",
      sku: "GlobalStandard",
      region: "swedencentral",
      apiVersion: "2024-10-21",
      endpoint: "contoso-secret-project.openai.azure.com",
    },
  ],
  columns: [
    { id: "c1", alias: "large", systemPrompt: "Be brief.", parameters: { temperature: 0 } },
    { id: "c2", alias: "large", systemPrompt: "", parameters: {} },
  ],
  prompts: [{ id: "p1", text: "What colour is the sky?", variables: { prompt: "What colour is the sky?" } }],
  runs: [
    sampleRun({ isWarmUp: true, measurement: { ...sampleRun().measurement, firstToken: 5000 } }),
    sampleRun(),
    sampleRun({ columnId: "c2", measurement: { ...sampleRun().measurement, firstToken: 300 } }),
    sampleRun({ repeat: 1, measurement: { ...sampleRun().measurement, firstToken: 140.5 } }),
    sampleRun({
      columnId: "c2",
      repeat: 1,
      end: "failed",
      diagnosis: "service_failed",
      tokens: null,
      cost: null,
      events: [],
    }),
  ],
  votes: [
    {
      promptId: "p1",
      shown: ["c1", "c2"],
      outcome: "better",
      better: "c1",
      isBlind: true,
      task: "",
      at: 1_790_000_100_000,
    },
  ],
  edits: [{ promptId: "p1", columnId: "c1", repeat: 0, text: "Blue.", at: 1_790_000_200_000 }],
  ...changes,
});

/** What must stay text in every export. */
export const hostileTexts = [
  "<script>document.title = 'ran'</script>",
  "</pre></title></style><img src=x onerror=\"document.title='ran'\">",
  "<svg/onload=document.title='ran'>\"'><a href='javascript:alert(1)'>x</a>",
  "&lt;b&gt; &amp;#x27;",
  '=HYPERLINK("http://example.com","x")',
  "+cmd|' /C calc'!A0",
  "-2+3",
  "@SUM(1)",
  "\t=1",
  "\r=1",
  "{{ env.SECRET }} {{{{question}}}} {% raw %} {%- set x = 1 %} {# comment #}",
  "#} %} }} {{{%##}%}",
  "file:///etc/passwd FILE://x file:file:////x",
  "```\n# out\n````\n~~~\n<b>",
  "| a | b |\n\n# heading [x](javascript:alert(1)) ![x](http://example.com/x.png)",
  "\u202e \u2028 \u2029 \ud800 👩‍👩‍👧",
  "!!js/function > function () {}",
  "*alias &anchor",
  "2001-12-14",
];

/** A bundle that has one text in all places where people or models write. */
export const hostileBundle = (text: string): Bundle => ({
  ...sampleBundle(),
  title: text,
  deployments: sampleBundle().deployments.map((one) => ({ ...one, alias: text, model: text, region: text })),
  columns: sampleBundle().columns.map((one) => ({
    ...one,
    alias: text,
    systemPrompt: text,
    parameters: { stop: [text] },
  })),
  prompts: [{ id: "p1", text, variables: { prompt: text } }],
  runs: [sampleRun({ region: text, events: [{ at: 1, type: "text", text }] })],
});
