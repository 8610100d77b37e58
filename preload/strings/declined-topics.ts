/** What Claude's safety check calls the topics that it stops, in plain words (Messages API reference, `stop_details`). */
export const declinedTopics: Record<string, string> = {
  cyber: "attacks on computers",
  bio: "biological or chemical weapons",
  frontier_llm: "the making of competing models",
  reasoning_extraction: "getting at its hidden reasoning",
  general_harms: "harm to people",
};
