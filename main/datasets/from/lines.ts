/** A message as training data has it. */
type TrainingMessage = Record<string, unknown>;

/** The instructions and the question that answers are to, as the messages before them. */
const asked = (systemPrompt: string, prompt: string): TrainingMessage[] => [
  ...(systemPrompt === "" ? [] : [{ role: "system", content: systemPrompt }]),
  { role: "user", content: prompt },
];

const answered = (text: string): TrainingMessage => ({ role: "assistant", content: text });

/** A row of supervised training: a question and its answer. */
export const supervisedLine = (systemPrompt: string, prompt: string, answer: string): string =>
  JSON.stringify({ messages: [...asked(systemPrompt, prompt), answered(answer)] });

/** A row of training by preference: a question, the better answer and the worse one. */
export const preferenceLine = (
  systemPrompt: string,
  prompt: string,
  preferred: string,
  other: string,
): string =>
  JSON.stringify({
    input: { messages: asked(systemPrompt, prompt) },
    preferred_output: [answered(preferred)],
    non_preferred_output: [answered(other)],
  });
