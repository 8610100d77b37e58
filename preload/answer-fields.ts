/** What rows that are no chats call their answer, the likeliest first. */
export const answerFields = [
  "reference",
  "reference_answer",
  "ground_truth",
  "expected",
  "ideal",
  "answer",
  "completion",
  "output",
];
