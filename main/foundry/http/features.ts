/** How Foundry names a feature of Claude that it does not offer (replies quoted in public issues). */
const sentences = [
  /([\w ,-]{1,200}?) (?:is |are )?not supported in your workspace/i,
  /features? (?:is|are) not available for [\w ]{0,40}workspaces?:\s*([\w ,-]{1,200})/i,
  /server-side ([\w -]{1,60}?) is not available in this environment/i,
];

/** The features that a refusal names, as identifiers with commas between them; empty where it names none. */
export function refusedFeatures(message: string): string {
  const [named = ""] = sentences.flatMap((sentence) => sentence.exec(message)?.[1] ?? []);
  return named
    .split(",")
    .map((one) => one.trim().toLowerCase().replace(/[ -]+/g, "_"))
    .filter((one) => one !== "")
    .join(", ");
}
