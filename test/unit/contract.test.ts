import { describe, expect, it } from "vitest";
import { createDesk } from "../../main/answering.ts";
import type { Handlers } from "../../main/ipc.ts";
import { contract, type MethodName } from "../../preload/contract/index.ts";
import { methodNames } from "../../preload/contract/names.ts";
import { everyRow } from "../../preload/every-row.ts";
import { read, sourcesIn } from "./source.ts";

const hostile: unknown[] = [
  null,
  0,
  "",
  "text",
  [],
  {},
  { id: "" },
  { id: 1 },
  { id: "x".repeat(65) },
  { id: "a", extra: true },
  { endpoint: 5 },
  { endpoint: "x".repeat(4001), key: "k" },
  { endpoint: "https://a.openai.azure.com", key: "" },
  { theme: "neon" },
  { theme: "dark", signInMinutes: 0 },
  { signInMinutes: 31 },
  { signInMinutes: 1.5 },
  { way: "az" },
  { way: "window", directory: "contoso.example/../common" },
  { way: "azure_cli", file: "/tmp/az" },
  { url: "http://example.com" },
  { url: "javascript:alert(1)" },
  { connectionId: "a", refresh: "yes" },
  { conversationId: "a", connectionId: "a", deployment: "", text: "x" },
  { conversationId: null, connectionId: "a", deployment: "d", text: "x".repeat(1_048_577) },
  { replyId: null },
  { id: "a", systemPrompt: "", parameters: { temperature: 9 } },
  { id: "a", systemPrompt: "", parameters: { anything: 1 } },
  { id: "a", format: "exe" },
  { address: "file:///etc/passwd" },
  { address: "javascript:alert(1)" },
  { replyId: "a", results: { call: 4 } },
  { name: " ", connectionId: "a", deployment: "d" },
  { name: "a", connectionId: "a", deployment: "d", parameters: { temperature: 9 } },
  { name: "a", connectionId: "a", deployment: "d", tags: ["x".repeat(41)] },
  { name: "a", connectionId: "a", deployment: "d", known: { model: "x" } },
  { id: "a", connectionId: "b" },
  { id: "a", deployment: "d" },
  { id: "a", apiVersion: "latest", keyHeader: null },
  { id: "a", apiVersion: null, keyHeader: "host" },
  { id: "a", apiVersion: null, keyHeader: "a: b" },
  { files: [{ name: "a.csv", bytes: "text" }] },
  { files: [{ name: "", bytes: new Uint8Array() }] },
  { files: [] },
  { flow: "elsewhere" },
  { id: "a", step: "nowhere" },
  { comparisonId: "a", shown: ["r"], outcome: "tie", better: null },
  { comparisonId: "a", shown: ["r", "s"], outcome: "best", better: null },
  { comparisonId: "a", shown: ["r", "s"], outcome: "better", better: "r", model: "x" },
  { comparisonId: "a", isBlind: "yes", task: "" },
  { task: null, blindOnly: false, format: "xlsx" },
  { comparisonId: "a", runId: "r", text: "" },
  JSON.parse('{"__proto__":{"id":"a"}}'),
  new Map(),
  () => 1,
];

const plainMapping = { shape: "messages", method: "supervised", fields: {}, keep: [] };

const plainGrader = {
  type: "string_check",
  name: "same",
  input: "{{sample.output_text}}",
  reference: "{{item.answer}}",
  operation: "eq",
};
const plainTrial = {
  jobId: "a",
  candidates: [{ kind: "final", model: "m", step: null }],
  datasetId: "b",
  part: "test",
  rows: 20,
  seed: 1,
  grader: plainGrader,
  sku: null,
  judge: null,
};

const plainEvaluation = {
  name: "a",
  data: { datasetId: "d", part: null, rows: 10, seed: 1 },
  models: [
    {
      id: "m",
      name: "m",
      connectionId: "c",
      deployment: "d",
      modelId: null,
      systemPrompt: "",
      parameters: {},
    },
  ],
  baseline: "m",
  prompt: { kind: "row" },
  graders: [
    {
      id: "g",
      name: "same",
      kind: "text",
      operation: "equals",
      input: "{{sample.output_text}}",
      expected: "{{reference}}",
      ignoreCase: true,
      ignoreBlanks: true,
      isNegated: false,
    },
  ],
  lead: "g",
  repeats: 1,
  atOnce: 4,
  place: { kind: "here" },
  clusters: { kind: "found" },
};
const plainMatrix = {
  search: "",
  graderId: "g",
  baseline: null,
  filter: "all",
  modelId: null,
  tag: null,
  label: null,
  sort: "row",
  isDescending: false,
  groupBy: "none",
};
const plainAnswer = { modelId: "m", repeat: 0 };

/** Inputs that are right, so that a refusal of the others means something. */
const right: Record<MethodName, unknown> = {
  "app.info": undefined,
  "app.openAskedLink": { address: "mailto:someone@example.com" },
  "app.openLink": { url: "https://ai.azure.com/" },
  "settings.get": undefined,
  "settings.set": { signInMinutes: 30 },
  "connections.list": undefined,
  "connections.understand": { endpoint: "" },
  "connections.connect": {
    endpoint: "https://a.openai.azure.com",
    key: "k",
    apiVersion: "2024-10-21",
    keyHeader: "Ocp-Apim-Subscription-Key",
    extraHeaders: { "x-team": "a" },
    deployment: "d",
    confirmedHost: null,
  },
  "identity.state": undefined,
  "identity.signIn": { way: "window" },
  "identity.cancel": undefined,
  "identity.signOut": { accountId: "a" },
  "identity.register": { clientId: "00000000-0000-0000-0000-000000000000", tenantId: null },
  "connections.connectAccount": {
    endpoint: "https://a.openai.azure.com",
    accountId: "a",
    apiVersion: null,
    deployment: null,
    confirmedHost: null,
    found: { tenantId: "00000000-0000-4000-8000-000000000001", resourceId: "/subscriptions/a/accounts/b" },
  },
  "connections.cancel": undefined,
  "connections.rename": { id: "a", name: "New name" },
  "connections.configure": { id: "a", apiVersion: "2025-04-01-preview", keyHeader: null },
  "connections.allowTokens": { id: "a", allowed: true },
  "connections.secrets": undefined,
  "connections.disconnect": { id: "a" },
  "connections.makeDefault": { id: "a" },
  "connections.remove": { id: "a" },
  "connections.restore": { id: "a" },
  "connections.sandbox": undefined,
  "discovery.read": { accountId: "a.b" },
  "discovery.directories": { accountId: "a.b" },
  "discovery.cancel": undefined,
  "localServers.find": undefined,
  "prices.list": undefined,
  "prices.set": {
    connectionId: "a",
    deployment: "b",
    currency: "EUR",
    input: 0.15,
    cachedInput: null,
    output: 0,
  },
  "prices.forget": { connectionId: "a", deployment: "b" },
  "doctor.examine": { connectionId: "a" },
  "embeddings.bench": undefined,
  "embeddings.keep": {
    text: "a\nb",
    separator: "line",
    sides: [{ connectionId: "a", deployment: "b", dimensions: null }, null],
  },
  "embeddings.run": {
    texts: ["a", "b"],
    embedders: [{ connectionId: "a", deployment: "b", dimensions: 256 }],
  },
  "embeddings.cancel": undefined,
  "embeddings.costs": undefined,
  "embeddings.pickTexts": undefined,
  "embeddings.datasetTexts": { datasetId: "a" },
  "embeddings.table": { what: "similarities", side: 0 },
  "embeddings.export": { what: "vectors", side: 1 },
  "doctor.cancel": undefined,
  "deployments.cancel": { connectionId: "a" },
  "deployments.setDialect": { connectionId: "a", deployment: "d", dialect: null },
  "deployments.list": { connectionId: "a", refresh: true },
  "conversations.list": undefined,
  "conversations.get": { id: "a", from: "b", back: "c" },
  "conversations.earlier": { messageId: "a" },
  "conversations.rename": { id: "a", title: "New title" },
  "conversations.pin": { id: "a", pinned: true },
  "conversations.remove": { id: "a" },
  "conversations.restore": { id: "a" },
  "conversations.configure": { id: "a", systemPrompt: "Be brief", parameters: { temperature: 0.2 } },
  "conversations.switchBranch": { messageId: "a" },
  "conversations.draft": { conversationId: null },
  "conversations.setDraft": { conversationId: "a", text: "" },
  "conversations.search": { text: "x", limit: 20 },
  "conversations.export": { id: "a", format: "json" },
  "conversations.import": undefined,
  "conversations.attachment": { id: "a" },
  "conversations.saveAttachment": { id: "a" },
  "comparisons.list": undefined,
  "comparisons.get": { id: "a" },
  "comparisons.create": undefined,
  "comparisons.remove": { id: "a" },
  "comparisons.restore": { id: "a" },
  "comparisons.arrange": {
    id: "a",
    prompt: "Say hello",
    columns: [
      {
        id: "c",
        connectionId: "k",
        deployment: "d",
        modelId: null,
        systemPrompt: "",
        parameters: { temperature: 0.2 },
        ownPrompt: null,
      },
    ],
  },
  "comparisons.ask": { id: "a", columnId: "c" },
  "comparisons.stop": { id: "a" },
  "comparisons.continueAsChat": { id: "a", columnId: "c" },
  "comparisons.export": { id: "a", format: "csv", endpoints: false },
  "series.list": undefined,
  "series.get": { id: "a" },
  "series.rows": { id: "a" },
  "series.results": { id: "a" },
  "series.answer": { id: "a", place: { columnId: "c", promptId: "p", repeat: 0, isWarmUp: false } },
  "series.difference": {
    id: "a",
    first: { columnId: "c", promptId: "p", repeat: 0, isWarmUp: false },
    second: { columnId: "d", promptId: "p", repeat: 0, isWarmUp: false },
  },
  "series.drift": { before: "a", after: "b" },
  "series.readPrompts": { text: "a", format: "lines", template: "{{prompt}}" },
  "series.pickPrompts": undefined,
  "series.create": {
    comparisonId: "a",
    title: "t",
    prompts: { text: "a", format: "lines", template: "{{prompt}}" },
    repeats: 5,
    warmUps: 1,
    order: "random",
    atOnce: 1,
  },
  "series.pause": { id: "a" },
  "series.resume": { id: "a", failed: false },
  "series.rename": { id: "a", title: "t" },
  "series.remove": { id: "a" },
  "series.restore": { id: "a" },
  "series.export": { id: "a", format: "bundle", endpoints: false },
  "series.open": undefined,
  "series.openDropped": { bytes: new Uint8Array([0x1f, 0x8b]) },
  "votes.round": { comparisonId: "a" },
  "votes.arrange": { comparisonId: "a", isBlind: true, task: "Summaries" },
  "votes.reveal": { comparisonId: "a" },
  "votes.skip": { comparisonId: "a", shown: ["r", "s"] },
  "votes.cast": { comparisonId: "a", shown: ["r", "s"], outcome: "better", better: "r" },
  "votes.seriesRound": { seriesId: "a", skip: 0 },
  "votes.castInSeries": {
    seriesId: "a",
    task: "",
    shown: [
      { columnId: "c", promptId: "p", repeat: 0, isWarmUp: false },
      { columnId: "d", promptId: "p", repeat: 0, isWarmUp: false },
    ],
    outcome: "better",
    better: 1,
  },
  "votes.tasks": undefined,
  "votes.list": { task: null, blindOnly: false },
  "votes.get": { id: "a" },
  "votes.remove": { id: "a" },
  "votes.restore": { id: "a" },
  "votes.scoreboard": { task: "Summaries", blindOnly: true },
  "votes.export": { task: null, blindOnly: false, format: "jsonl" },
  "edits.list": { comparisonId: null },
  "edits.keep": { comparisonId: "a", runId: "r", text: "Better" },
  "edits.change": { id: "a", text: "Better" },
  "edits.remove": { id: "a" },
  "edits.restore": { id: "a" },
  "chat.continue": { replyId: "a" },
  "chat.answerTools": { replyId: "a", results: { call: "42" } },
  "chat.send": { conversationId: null, connectionId: "a", deployment: "d", text: "hello" },
  "chat.regenerate": { replyId: "a", connectionId: "a", deployment: "d" },
  "chat.sample": { replyId: "a", language: "curl" },
  "chat.changes": { connectionId: "a", deployment: "d", parameters: { temperature: 0 } },
  "chat.fill": {
    conversationId: null,
    connectionId: "a",
    deployment: "d",
    systemPrompt: "",
    parameters: {},
  },
  "chat.count": {
    conversationId: null,
    connectionId: "a",
    deployment: "d",
    systemPrompt: "",
    parameters: {},
    text: "",
    attachments: [],
  },
  "chat.cost": { replyId: "a" },
  "chat.stop": { replyId: "a" },
  "models.list": undefined,
  "models.create": { name: "Helper", connectionId: "a", deployment: "d", tags: ["fast"], datasets: ["f"] },
  "models.change": { id: "a", connectionId: "b", deployment: "d", notes: "Moved" },
  "models.remove": { id: "a" },
  "models.restore": { id: "a" },
  "models.duplicate": { id: "a" },
  "models.refresh": { id: "a" },
  "models.export": { id: "a" },
  "models.import": undefined,
  "datasets.list": undefined,
  "datasets.prepare": undefined,
  "datasets.pick": { what: "folder" },
  "datasets.drop": { files: [{ name: "examples.jsonl", bytes: new Uint8Array([1, 2]) }, { path: "/a.csv" }] },
  "datasets.paste": { text: '{"messages":[]}' },
  "datasets.map": { intakeId: "a", mapping: plainMapping },
  "datasets.discard": { intakeId: "a" },
  "datasets.import": { intakeId: "a", name: "Support", into: null, mayNeedMuch: false },
  "datasets.importAgain": { id: "a" },
  "datasets.weigh": { choice: { from: "votes", task: null, onlyBlind: true } },
  "datasets.gather": { choice: { from: "conversations", ids: null, search: "" }, name: "Mine" },
  "datasets.open": { id: "a" },
  "datasets.rows": { id: "a", version: null, view: everyRow, from: 0, count: 100 },
  "datasets.row": { id: "a", version: 2, key: 7 },
  "datasets.differences": { id: "a", before: 1, after: null, from: 0, count: 50 },
  "datasets.distributions": { id: "a", version: null },
  "datasets.cost": { id: "a", model: "gpt-4.1-mini-2025-04-14", epochs: 3 },
  "datasets.setPrice": { model: "gpt-4.1-mini-2025-04-14", price: { amount: 5, currency: "USD" } },
  "datasets.check": { id: "a", method: "supervised", model: null },
  "datasets.count": { id: "a" },
  "datasets.previewFix": { id: "a", rule: "special_token", keys: null },
  "datasets.fix": { id: "a", rule: "special_token", keys: [4] },
  "datasets.edit": { id: "a", key: 4, text: "{}" },
  "datasets.addRow": { id: "a", after: null, text: "{}" },
  "datasets.duplicateRows": { id: "a", choice: { keys: [1, 2] } },
  "datasets.deleteRows": { id: "a", choice: { view: everyRow } },
  "datasets.tag": { id: "a", choice: { keys: [1] }, tag: "hard", isOn: true },
  "datasets.setPart": { id: "a", choice: { keys: [1] }, part: "test" },
  "datasets.undo": { id: "a" },
  "datasets.redo": { id: "a" },
  "datasets.split": {
    id: "a",
    seed: 7,
    shares: { train: 0.8, validation: 0.1, test: 0.1 },
    keepTogether: true,
  },
  "datasets.deduplicate": { id: "a", near: true },
  "datasets.sample": { id: "a", view: everyRow, rows: 100, seed: 1, name: "A hundred" },
  "datasets.merge": { ids: ["a", "b"], name: "Both" },
  "datasets.export": {
    id: "a",
    version: null,
    format: "jsonl",
    method: "preference",
    part: "train",
    isGzip: false,
  },
  "datasets.seal": { id: "a" },
  "datasets.refusal": { id: "a", version: 1, part: "train", message: "Example 12 is wrong." },
  "datasets.askedBy": { id: "a", seriesId: "s" },
  "datasets.cancel": { id: "a" },
  "datasets.rename": { id: "a", name: "New name" },
  "datasets.remove": { id: "a" },
  "datasets.restore": { id: "a" },
  "graders.check": { text: '{"type":"string_check"}', fields: ["answer"] },
  "graders.fields": { datasetId: "a" },
  "graders.bench": { planId: "a" },
  "graders.startBench": {
    planId: "a",
    grader: plainGrader,
    datasetId: "b",
    part: "test",
    rows: 20,
    seed: 1,
    answers: { connectionId: "a", deployment: "d" },
    judge: null,
    service: "a",
    passAt: null,
  },
  "graders.stopBench": { planId: "a" },
  "tuningPlans.list": undefined,
  "tuningPlans.begin": { connectionId: "a", model: "gpt-4.1-mini-2025-04-14" },
  "tuningPlans.dataOf": { datasetId: "b" },
  "tuningPlans.keep": {
    id: "a",
    name: "",
    connectionId: null,
    model: null,
    method: "reinforcement",
    trainingType: "global",
    training: { datasetId: "b", part: "train" },
    validation: null,
    suffix: "support-v3",
    seed: 42,
    hyperparameters: { n_epochs: 2, reasoning_effort: "low" },
    grader: plainGrader,
    responseFormat: "",
    wandb: null,
  },
  "tuningPlans.remove": { id: "a" },
  "tuningPlans.restore": { id: "a" },
  "tuningPlans.places": undefined,
  "tuningPlans.models": { connectionId: "a", method: null },
  "tuningPlans.card": { id: "a", refresh: false },
  "tuningPlans.request": { id: "a" },
  "tuningPlans.setPrice": { model: "a", unit: "hour", price: { amount: 1, currency: "USD" } },
  "tuningPlans.start": { id: "a" },
  "tuningPlans.stop": { id: "a" },
  "tuningPlans.limits": { connectionId: "a", refresh: true },
  "tuningPlans.files": { connectionId: "a" },
  "tuningPlans.deleteFiles": { connectionId: "a", ids: ["file-1"] },
  "tuningJobs.list": undefined,
  "tuningJobs.refresh": { connectionId: null },
  "tuningJobs.open": { id: "a" },
  "tuningJobs.close": { id: "a" },
  "tuningJobs.events": { id: "a", search: "", level: null, from: 0, count: 100 },
  "tuningJobs.metrics": { ids: ["a"], after: null },
  "tuningJobs.pause": { id: "a" },
  "tuningJobs.resume": { id: "a" },
  "tuningJobs.cancel": { id: "a" },
  "tuningJobs.remove": { id: "a" },
  "tuningJobs.hide": { id: "a" },
  "tuningJobs.restore": { id: "a" },
  "tuningJobs.request": { id: "a" },
  "tuningJobs.prompt": { id: "a" },
  "tuningJobs.failure": { id: "a" },
  "tuningJobs.resultFile": { id: "a", fileId: "file-1", from: 0, count: 100 },
  "tuningJobs.exportMetrics": { id: "a" },
  "tuningJobs.exportFile": { id: "a", fileId: "file-1" },
  "tuningJobs.again": { id: "a" },
  "tunedModels.list": undefined,
  "tunedModels.refresh": undefined,
  "tunedModels.options": { jobId: "a", model: "m" },
  "tunedModels.deploy": {
    jobId: "a",
    model: "m",
    deployment: "support-v3",
    sku: "GlobalStandard",
    capacity: 50,
  },
  "tunedModels.probe": { id: "a" },
  "tunedModels.remove": { id: "a" },
  "tunedModels.register": { id: "a", name: "Support" },
  "tunedModels.lineage": { jobId: "a" },
  "tunedModels.overlap": { jobId: "a", datasetId: "b", part: null },
  "tunedModels.copies": { jobId: "a" },
  "tunedModels.copy": {
    jobId: "a",
    model: "m",
    destination: "/subscriptions/a/accounts/b",
    region: "swedencentral",
  },
  "trials.list": { jobId: null },
  "trials.weigh": plainTrial,
  "trials.start": plainTrial,
  "trials.stop": { id: "a" },
  "trials.resume": { id: "a" },
  "trials.clean": { id: "a" },
  "trials.remove": { id: "a" },
  "trials.restore": { id: "a" },
  "trials.answers": { id: "a", from: 0, count: 20 },
  "evaluations.list": undefined,
  "evaluations.get": { id: "a" },
  "evaluations.create": { settings: plainEvaluation },
  "evaluations.set": { id: "a", settings: plainEvaluation },
  "evaluations.duplicate": { id: "a" },
  "evaluations.preview": { id: "a" },
  "evaluations.readGrader": { id: "a", text: "{}" },
  "evaluations.schemaFault": { schema: "{}", answer: null },
  "evaluations.pilot": { id: "a" },
  "evaluations.start": { id: "a" },
  "evaluations.pause": { id: "a" },
  "evaluations.resume": { id: "a", failed: true },
  "evaluations.rename": { id: "a", name: "b" },
  "evaluations.remove": { id: "a" },
  "evaluations.restore": { id: "a" },
  "evaluations.isScriptAllowed": { source: "function grade() { return 1 }" },
  "evaluations.allowScript": { source: "function grade() { return 1 }" },
  "evaluationPlans.ofTuned": { connectionId: "a", deployment: "support" },
  "evaluationPlans.baseOf": { connectionId: "a", deployment: "support" },
  "evaluationPlans.ofDataset": { datasetId: "a" },
  "evaluationPlans.weigh": { id: "a" },
  "evaluationPlans.overlap": { id: "a" },
  "evaluationPlans.faults": { id: "a" },
  "evaluationPlans.twins": { id: "a" },
  "evaluationPlans.evaluators": { connectionId: "a" },
  "evaluationResults.matrix": { id: "a", view: plainMatrix, from: 0, count: 60 },
  "evaluationResults.names": { id: "a" },
  "evaluationResults.failures": { id: "a" },
  "evaluationResults.row": { id: "a", row: 0 },
  "evaluationResults.difference": { id: "a", row: 0, from: plainAnswer, to: null },
  "evaluationResults.note": { id: "a", row: 0, note: "", label: null },
  "evaluationResults.vote": {
    id: "a",
    row: 0,
    shown: [plainAnswer, { modelId: "n", repeat: 0 }],
    better: 0,
    isBlind: true,
  },
  "evaluationResults.mark": {
    id: "a",
    row: 0,
    answer: plainAnswer,
    graderId: "g",
    score: 1,
    label: null,
    isBlind: false,
  },
  "evaluationVerdicts.verdict": { id: "a", baseline: null, lead: null },
  "evaluationVerdicts.slices": {
    id: "a",
    by: { field: "topic" },
    graderId: "g",
    modelId: "m",
    baseline: null,
  },
  "evaluationVerdicts.sliceFields": { id: "a" },
  "evaluationVerdicts.against": { id: "a", modelId: "m", otherId: "b", otherModelId: "m" },
  "evaluationVerdicts.toDataset": { id: "a", choice: { rows: [0] }, into: { name: "b" }, tag: null },
  "evaluationVerdicts.nearest": { id: "a", row: 0 },
  "evaluationFiles.pick": undefined,
  "evaluationFiles.drop": { files: [{ path: "/tmp/results.json" }] },
  "evaluationFiles.save": { id: "a" },
  "evaluationFiles.discard": { id: "a" },
  "evaluationFiles.cancel": undefined,
  "evaluationFiles.export": { id: "a", format: "bundle" },
  "evaluationFiles.again": {
    id: "a",
    deployed: [
      {
        from: { connectionId: "c1", deployment: "gpt-4.1" },
        to: { connectionId: "b", deployment: "gpt-5.1" },
      },
    ],
  },
  "judges.standings": { evaluationId: "a" },
  "judges.weigh": { evaluationId: "a", graderId: "g" },
  "judges.measure": { evaluationId: "a", graderId: "g" },
  "judges.stop": { evaluationId: "a", graderId: "g" },
  "judges.corrections": { evaluationId: "a", graderId: "g" },
  "judges.disagreements": { evaluationId: "a", graderId: "g" },
  "judges.toMark": { evaluationId: "a", graderId: "g", without: [3] },
  "judges.list": undefined,
  "judges.remove": { id: "a" },
  "judges.restore": { id: "a" },
  "drafts.list": undefined,
  "drafts.begin": { flow: "guide" },
  "drafts.keep": {
    id: "a",
    step: "data",
    name: "",
    source: "foundry",
    connectionId: null,
    deployment: null,
    baseModel: null,
    datasets: [],
  },
  "drafts.remove": { id: "a" },
  "drafts.restore": { id: "a" },
};

it("takes a dropped file of 20 MB, and none that is larger", () => {
  const { input } = contract["datasets.drop"];
  const takes = (file: object) => input.safeParse({ files: [file] }).success;
  const bytes = new Uint8Array(20 * 1024 * 1024 + 1);
  expect(takes({ name: "a.csv", bytes: bytes.subarray(1) })).toBe(true);
  expect(takes({ name: "a.csv", bytes })).toBe(false);
});

it("takes no NUL into what is kept, where SQLite would end the text", () => {
  const { input } = contract["chat.send"];
  const message = { conversationId: null, connectionId: "a", deployment: "d" };
  expect(input.parse({ ...message, text: "a\0b" })).toEqual({ ...message, text: "ab" });
  expect(input.safeParse({ ...message, text: "\0" }).success).toBe(false);
});

const recording = () => {
  const called: string[] = [];
  const handlers = Object.fromEntries(methodNames.map((name) => [name, () => void called.push(name)]));
  const desk = createDesk();
  desk.add(handlers as unknown as Handlers);
  return { called, desk, answer: (name: unknown, input: unknown) => desk.answer(true, name, input) };
};

describe("the contract", () => {
  it("has the same names for the preload as for main", () => {
    expect([...methodNames].sort()).toEqual(Object.keys(contract).sort());
  });

  for (const name of methodNames) {
    it(`${name} takes what is right and refuses every malformed input`, async () => {
      const { called, answer } = recording();
      expect(await answer(name, right[name])).toEqual({ ok: true, data: undefined });
      expect(called).toEqual([name]);
      for (const input of hostile) {
        const given = await answer(name, input);
        expect([input, given]).toMatchObject([input, { ok: false, error: { code: "input_refused" } }]);
      }
      expect(called).toEqual([name]);
    });
  }

  it("answers a call once the room it goes to is open, and another one meanwhile", async () => {
    const desk = createDesk();
    const answered: string[] = [];
    const note = (name: string) => (given: unknown) => answered.push(`${name} ${JSON.stringify(given)}`);
    const early = desk.answer(true, "models.list", undefined).then(note("models"));
    desk.add({ "connections.list": () => [] });
    await desk.answer(true, "connections.list", undefined).then(note("connections"));
    expect(answered).toEqual(['connections {"ok":true,"data":[]}']);
    desk.add({ "models.list": () => [] });
    await early;
    expect(answered[1]).toBe('models {"ok":true,"data":[]}');
  });

  it("answers nobody who may not call, and hands nothing on", async () => {
    const { called, desk } = recording();
    expect(await desk.answer(false, "app.info", undefined)).toMatchObject({
      ok: false,
      error: { code: "sender_refused" },
    });
    expect(called).toEqual([]);
  });

  it("refuses names that are no methods", async () => {
    const { called, answer } = recording();
    for (const name of ["", "constructor", "__proto__", "toString", "chat.send ", 5, null, undefined, {}]) {
      expect(await answer(name, undefined)).toMatchObject({
        ok: false,
        error: { code: "input_refused" },
      });
    }
    expect(called).toEqual([]);
  });

  it("has no field that could carry a key or a token out", () => {
    const looked = [
      "app",
      "connections",
      "deployments",
      "conversations",
      "models",
      "datasets",
      "drafts",
      "diagnosis",
    ];
    const first = looked.map((feature) => `preload/contract/${feature}.ts`);
    const others = sourcesIn("preload/contract").filter((file) => !first.includes(file));
    const outputs = [...first, ...others.sort()]
      .map(read)
      .flatMap((source) =>
        [...source.matchAll(/export interface \w+[^{]*\{([\s\S]*?)\n\}/g)].map(([, body = ""]) => body),
      )
      .join("\n");
    const fields = [...outputs.matchAll(/^\s*(\w+)\??:\s*(.+);$/gm)];
    expect(fields.length).toBeGreaterThan(40);
    const suspicious = fields.filter(([, name = ""]) => /key|secret|token|password|credential/i.test(name));
    // What they may say: "stored" and the like, never the secret.
    expect(read("preload/contract/connections.ts")).toContain(
      'export type SecretState = "stored" | "session" | "missing" | "unreadable" | "none";',
    );
    expect(suspicious.map(([, name, type]) => `${name}: ${type}`)).toEqual([
      "key: SecretState",
      "keyHeader: string | null",
      "tokens: boolean",
      "contextTokens: number | null",
      "outputTokens: number | null",
      "maxTokens: number | undefined",
      "firstToken: number | null",
      "tokens: { prompt: number; completion: number; reasoning: number; cached: number } | null",
      "tokensPerSecond: number | null",
      // Chat: what a conversation takes of the context window.
      "tokens: number",
      "contextTokens: number | null",
      "outputTokens: number | null",
      // Datasets: how long rows are, and the numbers they have through all versions.
      "tokens: TokenCount | null",
      "tokens: number",
      "tokens: Histogram | null",
      "tokens: TokenCount | null",
      "keys: number[]",
      // Comparisons, discovery and series.
      "firstToken: number | null",
      "tokensPerSecond: number | null",
      "tokensPerSecondWithReasoning: number | null",
      "tokens: { prompt: number; completion: number; reasoning: number; cached: number } | null",
      "key: number",
      "tokens: number | null",
      "key: number",
      "keysDisabled: boolean",
      "tokens: number | null",
      // Evaluations: what they would use, the rows of a dataset, and what was measured.
      "tokens: { question: number; answer: number | null; isMeasured: boolean; answerFrom: AnswerSize }",
      "key: number",
      "firstToken: number | null",
      "tokens: { prompt: number; completion: number; reasoning: number } | null",
      "key: number",
      "firstToken: Estimate | null",
      "tokens: { question: number; answer: number } | null",
      "key: number",
      // A row of a bench.
      "key: number",
      "tokens: { prompt: number; completion: number; reasoning: number; cached: number } | null",
      "firstToken: number | null",
      "tokensPerSecond: number | null",
      "tokensPerSecondWithReasoning: number | null",
      "firstToken: Middle | null",
      "tokensPerSecond: Middle | null",
      // Fine-tuning: a row of a trial, and how much was trained on.
      "key: number",
      "trainedTokens: number | null",
      "tokens: TokenCount | null",
      "tokens: TokenCount | null",
      // Votes: what tells a contestant from others, a hash.
      "key: string",
      "key: string",
      "firstToken: number | null",
    ]);
  });
});
