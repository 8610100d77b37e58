import type { DatasetMethod } from "../../../preload/contract/dataset-rules.ts";
import { learnsFromImages } from "../tokens/limits.ts";
import { evidence, training } from "./evidence.ts";
import type { Rule, RuleName } from "./rule.ts";

/** What is known of a dataset as a whole once all its rows were read. */
export interface Totals {
  rows: number;
  /** Rows with at least one image. */
  rowsWithImages: number;
  /** Bytes of the file that would be uploaded. */
  bytes: number;
  /** Tokens of all rows, counted or estimated; left out where they are not known. */
  tokens?: number;
  /** Passes over the rows; left out where the service chooses. */
  epochs?: number;
  /** Whether rows for validation go along; left out where nobody has said yet. */
  hasValidation?: boolean;
  /** Whether the file that would be uploaded begins with a byte order mark; left out where there is no file yet. */
  hasByteOrderMark?: boolean;
}

/** What was found about the dataset as a whole. */
export interface WholeFinding {
  rule: RuleName;
  /** What the rule's words are filled with. */
  parameters: Record<string, string>;
}

/** Fewest examples of a training file (REST how-to, 2025-02). */
const fewest = 10;
/** Examples with images in one file (fine-tuning-vision page, 2026-02-11). */
const imageExampleLimit = 50_000;
/** Rows of one evaluation (evaluation-regions-limits page). */
const evaluationLimit = 100_000;
/** Tokens times epochs of one job (quotas-limits page, 2026-02-17). */
const tokenLimit = 2_000_000_000;
const megabyte = 2 ** 20;
/** Megabytes of a file: by API, in the portal (quotas-limits page), and in one request (azure-skills, 2026-08-21). */
const [fileLimit, portalLimit, requestLimit] = [512, 200, 100];

/** What a dataset has to be as a whole. */
export const wholeRules: readonly Rule[] = [
  { rule: "too_few_examples", severity: "blocks", methods: training, evidence: evidence.rest },
  {
    rule: "too_many_image_examples",
    severity: "blocks",
    methods: ["supervised", "vision"],
    evidence: evidence.vision,
  },
  { rule: "file_too_large", severity: "blocks", methods: training, evidence: evidence.quotas },
  { rule: "file_over_portal", severity: "warns", methods: training, evidence: evidence.quotas },
  { rule: "file_needs_uploads", severity: "warns", methods: training, evidence: evidence.largeUploads },
  {
    rule: "too_many_evaluation_rows",
    severity: "blocks",
    methods: ["evaluation"],
    evidence: evidence.evaluation,
  },
  { rule: "too_many_training_tokens", severity: "blocks", methods: training, evidence: evidence.quotas },
  {
    rule: "validation_missing",
    severity: "blocks",
    methods: ["reinforcement"],
    evidence: evidence.reinforcement,
  },
  { rule: "byte_order_mark_missing", severity: "warns", methods: training, evidence: evidence.rest },
  {
    rule: "images_of_people",
    severity: "warns",
    methods: ["supervised", "vision"],
    evidence: evidence.vision,
  },
  {
    rule: "images_need_model",
    severity: "warns",
    methods: ["supervised", "vision"],
    evidence: evidence.supportedModels,
  },
];

/** What is to be said of a dataset as a whole, most grave first. */
export function checkWhole(totals: Totals, method: DatasetMethod, model: string | undefined): WholeFinding[] {
  const { rows, rowsWithImages, bytes, tokens, epochs = 1, hasValidation, hasByteOrderMark } = totals;
  const all: WholeFinding[] = [];
  const add = (isSo: boolean, rule: RuleName, parameters: Record<string, string> = {}) => {
    const facts = wholeRules.find((one) => one.rule === rule);
    if (isSo && facts?.methods.includes(method)) all.push({ rule, parameters });
  };
  const megabytes = { megabytes: (bytes / megabyte).toFixed(0) };
  add(rows < fewest, "too_few_examples", { rows: String(rows), fewest: String(fewest) });
  add(rowsWithImages > imageExampleLimit, "too_many_image_examples", { rows: String(rowsWithImages) });
  add(rows > evaluationLimit, "too_many_evaluation_rows", { rows: String(rows) });
  add((tokens ?? 0) * epochs > tokenLimit, "too_many_training_tokens", {
    tokens: String(tokens),
    epochs: String(epochs),
  });
  add(hasValidation === false, "validation_missing");
  add(bytes > fileLimit * megabyte, "file_too_large", megabytes);
  add(bytes > portalLimit * megabyte && bytes <= fileLimit * megabyte, "file_over_portal", megabytes);
  add(bytes > requestLimit * megabyte && bytes <= fileLimit * megabyte, "file_needs_uploads", megabytes);
  add(hasByteOrderMark === false, "byte_order_mark_missing");
  add(rowsWithImages > 0 && learnsFromImages(model) !== true, "images_need_model", { model: model ?? "" });
  add(rowsWithImages > 0, "images_of_people", { rows: String(rowsWithImages) });
  return all;
}
