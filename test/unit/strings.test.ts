import { describe, expect, it } from "vitest";
import { diagnosisWords } from "../../main/cli/failure.ts";
import { diagnosisOf } from "../../main/foundry/error.ts";
import type { Diagnosis, DiagnosisCode } from "../../preload/contract/diagnosis.ts";
import { advice } from "../../preload/strings/advice.ts";
import { commandLine } from "../../preload/strings/command-line.ts";
import { configIssues } from "../../preload/strings/config-issues.ts";
import { datasetCommand } from "../../preload/strings/dataset-command.ts";
import { datasetRows } from "../../preload/strings/dataset-rows.ts";
import { datasetDiagnoses } from "../../preload/strings/datasets.ts";
import { actions, diagnoses, remedies, unnamed } from "../../preload/strings/diagnoses.ts";
import { embeddings } from "../../preload/strings/embeddings.ts";
import { strings } from "../../preload/strings/en.ts";
import { evaluateCommand } from "../../preload/strings/evaluate-command.ts";
import { evaluationDrafts } from "../../preload/strings/evaluation-drafts.ts";
import { evaluationFiles } from "../../preload/strings/evaluation-files.ts";
import { evaluationGraders } from "../../preload/strings/evaluation-graders.ts";
import { evaluationPlans } from "../../preload/strings/evaluation-plans.ts";
import { evaluationReport } from "../../preload/strings/evaluation-report.ts";
import { evaluationResults } from "../../preload/strings/evaluation-results.ts";
import { evaluations } from "../../preload/strings/evaluations.ts";
import { explain, titleOf } from "../../preload/strings/explain.ts";
import { fill } from "../../preload/strings/fill.ts";
import { graderErrors } from "../../preload/strings/grader-errors.ts";
import { graderTranslation } from "../../preload/strings/grader-translation.ts";
import { graders } from "../../preload/strings/graders.ts";
import { judgeCertificates } from "../../preload/strings/judge-certificates.ts";
import { mainStrings } from "../../preload/strings/main.ts";
import { refusals } from "../../preload/strings/refusals.ts";
import { registrationScript } from "../../preload/strings/registration-script.ts";
import { ruleWords } from "../../preload/strings/rule-titles.ts";
import { findingWords, metricWords } from "../../preload/strings/run-words.ts";
import { terminalRemedies } from "../../preload/strings/terminal-remedies.ts";
import { tunedModels } from "../../preload/strings/tuned-models.ts";
import { cannotTrain, cardNotes, notThis } from "../../preload/strings/tuning-codes.ts";
import { tuningJobs } from "../../preload/strings/tuning-jobs.ts";
import { tuningNotices } from "../../preload/strings/tuning-notices.ts";
import { tuningPlans } from "../../preload/strings/tuning-plans.ts";
import { articles } from "../../renderer/help/articles.ts";
import { read, sourcesIn } from "./source.ts";

/** Words of a language: letters in a row, more than a symbol or a unit. */
const words = /\p{L}{2,}/u;

/** Text that a person would see, written into a component instead of the catalogue. */
function visibleText(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, "");
  const between = [...code.matchAll(/(?<![\w)])<[A-Za-z](?:[^<>]*[^<>/=])?>([^<>{}]+)</g)].map(
    ([, text = ""]) => text.trim(),
  );
  const attributes = [
    ...code.matchAll(
      /\s(?:aria-label|aria-description|placeholder|title|alt|label)=(?:"([^"]*)"|\{"([^"]*)"\})/g,
    ),
  ].map(([, plain, braced]) => plain ?? braced ?? "");
  return [...between, ...attributes].filter((text) => words.test(text));
}

const leaves = (value: unknown): string[] =>
  typeof value === "string"
    ? [value]
    : typeof value === "object" && value
      ? Object.values(value).flatMap(leaves)
      : [];

describe("the words", () => {
  it("stand in the catalogue, none in a component", () => {
    const components = sourcesIn("renderer", /\.tsx$/);
    expect(components.length).toBeGreaterThan(5);
    expect(components.flatMap((file) => visibleText(read(file)).map((text) => `${file}: ${text}`))).toEqual(
      [],
    );
  });

  it("are seen by this test when they are not", () => {
    expect(visibleText('<p className="a">Hello there</p><b title="Name">{x}</b>')).toEqual([
      "Hello there",
      "Name",
    ]);
    expect(visibleText("<p>{strings.app.name}</p>")).toEqual([]);
  });

  it("are whole: no empty ones, no exclamation marks, no places nobody fills", () => {
    const all = [
      ...leaves(strings),
      ...leaves(datasetRows),
      ...leaves(ruleWords),
      ...leaves({ metricWords, findingWords, tuningNotices }),
      ...leaves(evaluationResults),
      ...leaves({ graderErrors, graderTranslation }),
      ...leaves(judgeCertificates),
      ...leaves({ cannotTrain, cardNotes, graders, notThis, tunedModels, tuningJobs, tuningPlans }),
      ...leaves({
        evaluationDrafts,
        evaluationGraders: { ...evaluationGraders, scriptSample: [] },
        evaluations,
      }),
      ...leaves(embeddings),
      ...leaves(evaluationPlans),
      ...leaves(mainStrings),
      ...leaves(commandLine),
      ...leaves({ ...datasetCommand, usage: [] }),
      ...leaves({ configIssues, terminalRemedies }),
      ...leaves({ evaluateCommand, evaluationFiles, evaluationReport }),
      ...leaves(diagnoses),
      ...leaves(Object.values(remedies).map(({ text }) => text)),
      ...leaves(actions),
      ...leaves(articles).filter((text) => text !== registrationScript),
    ];
    expect(all.filter((text) => text.trim() === "" || text.includes("!"))).toEqual([]);
    expect(all.filter((text) => /\{(?!\w+\})/.test(text))).toEqual([]);
  });

  it("explain a diagnosis, also where the service leaves a name out", () => {
    const diagnosis = diagnosisOf("rate_limited", { seconds: "7" });
    expect(explain(diagnosis).cause).toContain("wait 7 s");
    expect(explain(diagnosis).remedies).toHaveLength(diagnosis.remedies.length);
    expect(explain(diagnosisOf("role_missing", { action: "" })).cause).toContain(unnamed);
  });

  it.each([
    "parameter_refused",
    "value_refused",
    "value_invalid",
    "max_tokens_too_large",
    "not_chat_completions",
    "quota_used_up",
    "prompt_filtered",
    "empty_answer",
    "only_thought",
    "end_unknown",
  ] as const)("say %s also where nothing is named", (code) => {
    const { title, cause } = explain(diagnosisOf(code));
    expect(`${title} ${cause}`).not.toMatch(/does not name it|[{}]/);
    expect(titleOf(code)).toBe(title);
  });

  it("claim that nothing was done only where it ends before anything is", () => {
    const claiming = Object.entries(diagnoses).filter(([, { cause }]) =>
      /nothing (of it |of the file )?(was|has been) (sent|changed|asked|kept|added)/i.test(cause),
    );
    // Whoever connects or signs in has ended that, the sender is looked at first, and a file is kept as a whole.
    expect(claiming.map(([code]) => code).sort()).toEqual(
      [
        "cancelled",
        "code_expired",
        "code_wrong",
        "consent_declined",
        "evaluation_leaks",
        "evaluation_not_ready",
        "schema_not_understood",
        ...Object.keys(datasetDiagnoses).filter((code) => claiming.some(([one]) => one === code)),
        "sender_refused",
        "sign_in_cancelled",
        "tools_not_understood",
      ].sort(),
    );
    expect(explain(diagnosisOf("unexpected")).cause).not.toMatch(/nothing/i);
  });

  it("give a refusal's own words and who says them, and nobody's where nobody has spoken", () => {
    const said = (code: DiagnosisCode, raw: Diagnosis["raw"], parameters = {}) =>
      explain(diagnosisOf(code, parameters, raw)).said;
    const message = " The model is asleep. ";
    const words = "The model is asleep.";
    const byService = { by: "The service says:", words };
    expect(said("service_failed", { status: 500, message })).toEqual(byService);
    expect(said("stream_error", { status: 200, message })).toEqual(byService);
    expect(said("service_failed", { status: 500, message: " " })).toBeNull();
    expect(said("host_not_found", { message: "ENOTFOUND fetch failed" })).toBeNull();
    expect(said("stream_cut", { message: "terminated" })).toBeNull();
    expect(said("storage_failed", undefined)).toBeNull();
    expect(said("sign_in_failed", { message: "AADSTS50020: User account" })?.by).toBe(
      "Microsoft's sign-in service says:",
    );
    expect(said("sign_in_expired", { message: "no_tokens_found: No refresh token" })).toBeNull();
    expect(said("command_line_failed", { message: "Traceback" }, { tool: "Azure CLI" })?.by).toBe(
      "The Azure CLI says:",
    );
    expect(
      diagnosisWords(diagnosisOf("service_failed", { status: "500" }, { status: 500, message }))[2],
    ).toBe(`The service says: ${words}`);
  });

  it("name nothing in a terminal that only a window has", () => {
    // The command line signs nobody in.
    const codes = (Object.keys(advice) as DiagnosisCode[]).filter((code) => !(code in refusals));
    const told = codes.flatMap((code) => diagnosisWords(diagnosisOf(code)).slice(2));
    expect(told.length).toBeGreaterThan(50);
    const ofWindows = told.filter((line) =>
      /choose (it|the file|a file|that file)|details below|Connect with Microsoft|[Rr]econnect|“Longest answer|beside “/i.test(
        line,
      ),
    );
    expect(ofWindows).toEqual([]);
  });

  it("have a cause without a name where the service names nothing", () => {
    for (const [code, { cause, unnamed: without }] of Object.entries(diagnoses)) {
      if (without === undefined) continue;
      expect(without).not.toContain("{");
      const names = [...cause.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
      expect(names.length).toBeGreaterThan(0);
      const empty = Object.fromEntries(names.map((name) => [name, ""]));
      expect(explain(diagnosisOf(code as DiagnosisCode, empty)).cause).toBe(without);
      expect(explain(diagnosisOf(code as DiagnosisCode)).cause).toBe(without);
    }
  });

  it("say why a file is not taken, and where", () => {
    const why = (why: string) => explain(diagnosisOf("import_refused", { why })).cause;
    expect(why("too_large")).toContain("larger than such a file may be");
    expect(why("version 2")).toContain("it is of version 2");
    expect(why("runs.3.startedAt")).toContain("“runs.3.startedAt”");
    expect(why("constructor")).toContain("“constructor”");
  });

  it("say what failed on an occasion, with the cause beneath, and a wrong key for what it is", () => {
    const lost = diagnosisOf("host_not_found", { host: "h" });
    expect(explain(lost).title).toBe("h was not found");
    expect(explain(lost, "test").title).toBe("Connection test failed");
    expect(explain(lost, "test").cause).toMatch(/^h was not found\. /);
    expect(explain(lost, "chat").title).toBe("Chat completions failed");
    expect(explain(diagnosisOf("key_refused"), "test").title).toBe("Invalid credentials");
  });

  it("are filled in", () => {
    expect(fill("{a} and {b}, {c}", { a: 1, b: "two" })).toBe("1 and two, {c}");
  });
});
