const safe = { filtered: false, severity: "safe" };
const clear = { filtered: false, detected: false };

/** How many characters were looked at. */
interface Looked {
  prompt: number;
  completion: number;
}

/** What Azure's filter says at the end, about the prompt and about the answer (recorded from gpt-5.1 and gpt-5.6). */
export const contentFilters = (characters: Looked, isBlocked: boolean, raw: [] | null) => [
  {
    blocked: false,
    source_type: "prompt",
    content_filter_raw: raw,
    content_filter_results: { self_harm: safe, sexual: safe, violence: safe, jailbreak: clear, hate: safe },
    content_filter_offsets: { start_offset: 0, end_offset: characters.prompt, check_offset: 0 },
  },
  {
    blocked: isBlocked,
    source_type: "completion",
    content_filter_raw: raw,
    content_filter_results: {
      hate: safe,
      sexual: safe,
      self_harm: safe,
      violence: isBlocked ? { filtered: true, severity: "medium" } : safe,
      protected_material_text: clear,
      protected_material_code: clear,
    },
    content_filter_offsets: { start_offset: 0, end_offset: characters.completion, check_offset: 0 },
  },
];
