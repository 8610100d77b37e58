import type { Bundle } from "../runs/shape.ts";
import { writeCsv } from "./csv.ts";
import { writeHtml } from "./html.ts";
import { writeMarkdown } from "./markdown.ts";
import { writePromptfoo } from "./promptfoo.ts";

export type BundleExport = "markdown" | "csv" | "json" | "html" | "promptfoo";

/**
 * A bundle as a text for other programs. What models and people wrote is data in each of them: it makes no markup, no
 * formula and no template. Endpoints are left out.
 */
export const bundleExports: Record<BundleExport, { extension: string; write(bundle: Bundle): string }> = {
  markdown: { extension: "md", write: writeMarkdown },
  csv: { extension: "csv", write: writeCsv },
  json: { extension: "json", write: writeJson },
  html: { extension: "html", write: writeHtml },
  promptfoo: { extension: "yaml", write: writePromptfoo },
};

function writeJson(bundle: Bundle): string {
  const deployments = bundle.deployments.map((one) => ({ ...one, endpoint: null }));
  return `${JSON.stringify({ ...bundle, deployments }, null, 2)}\n`;
}
