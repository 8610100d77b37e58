/** Models whose answers take minutes (Azure OpenAI reasoning models guide and the guide to deep research), by a part of their name. */
const long = /(?:^|[^a-z])(?:gpt-[\w.]+|o\d)-pro\b|deep-research/i;

/** Whether the answers of the model of this name take minutes. */
export const takesMinutes = (model: string): boolean => long.test(model);
