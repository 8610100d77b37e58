import type { Citation, HostedCall } from "../contract/conversations.ts";
import { fill } from "./fill.ts";

/** Words for what an answer has besides its text. */
export const beside = {
  commentary: "Along the way",
  calls: "Tools that the service ran",
  tools: {
    web_search: "Web search",
    web_fetch: "Web page",
    code_interpreter: "Code interpreter",
    code_execution: "Code interpreter",
    file_search: "File search",
    image_generation: "Image generation",
    mcp: "MCP tool",
  } as Record<string, string>,
  states: { running: "Running …", completed: "Done", failed: "Failed" },
  /** Of a call whose end was never told, after the answer has ended. */
  untold: "Result not reported",
  input: "Input of {name}",
  output: "Output of {name}",
  sources: "Sources",
  moreSources: "{count} more",
  untitled: "Untitled source",
  source: "{number}. {title}",
  sourceAt: "{number}. {title}: {url}",
  pictures: {
    label: "Pictures",
    size: "{width} × {height} pixels",
    save: "Save picture …",
    copy: "Copy picture",
    copied: "Copied",
    notCopied: "The picture couldn't be copied. Save it instead.",
    notShown: "This picture can't be shown. Save it to look at it with another program.",
  },
};

/** What a tool of the service is called. */
export const toolName = (tool: string): string => beside.tools[tool] ?? tool.replaceAll("_", " ");

/** The last known state of a call in words. */
export const callState = ({ state }: HostedCall, hasEnded: boolean): string =>
  state === "running" && hasEnded ? beside.untold : beside.states[state];

/** A source as a line of a text. Titles come from pages: they are kept to one line. */
export function sourceLine({ url, title }: Citation, number: number): string {
  const named = title.replace(/\s+/g, " ").trim();
  if (url === "") return fill(beside.source, { number, title: named || beside.untitled });
  return named === ""
    ? fill(beside.source, { number, title: url })
    : fill(beside.sourceAt, { number, title: named, url });
}
