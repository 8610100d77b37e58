import type { EvaluationFormat } from "../../../../preload/contract/evaluation-files.ts";
import { reportExtension } from "../format/head.ts";
import { packed } from "../format/pack.ts";
import { writeCsv } from "./csv.ts";
import { writeHtml } from "./html.ts";
import { writeJson } from "./json.ts";
import { writeJunit } from "./junit.ts";
import { writeMarkdown } from "./markdown.ts";
import { writePromptfooConfig } from "./promptfoo.ts";
import { writePromptfooResults } from "./promptfoo-results.ts";
import type { WriteReport } from "./report.ts";

/** A sealed report once more, from all its records. */
const writeReport: WriteReport = async ({ head, records }, write) => {
  for await (const piece of packed(head, records())) await write(piece);
};

/**
 * How a report is written, by format: the ending of its file without the dot, and what writes it. What models and people
 * wrote is data in each of them: it makes no markup, no formula and no template.
 */
export const evaluationExports: Record<EvaluationFormat, { extension: string; write: WriteReport }> = {
  bundle: { extension: reportExtension, write: writeReport },
  html: { extension: "html", write: writeHtml },
  markdown: { extension: "md", write: writeMarkdown },
  csv: { extension: "csv", write: writeCsv },
  json: { extension: "json", write: writeJson },
  junit: { extension: "xml", write: writeJunit },
  promptfoo: { extension: "yaml", write: writePromptfooConfig },
  promptfoo_results: { extension: "promptfoo.json", write: writePromptfooResults },
};
