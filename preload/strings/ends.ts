/** How an answer ended, where that was not simply its end. */
export const ends: Record<string, string> = {
  length: "Length limit",
  content_filter: "Content filter",
  declined: "Declined",
  tool_calls: "Asked for a tool",
  cancelled: "Stopped",
  connection_lost: "Connection lost",
  interrupted: "Interrupted",
  failed: "Failed",
  unknown: "Ended for an unknown reason",
};

/**
 * How an answer ended, by its end and the code of its diagnosis: a model whose publisher checks its answers itself, with
 * no filter of the service, has declined. Undefined where it simply ended.
 */
export const endText = (end: string, code: string | null | undefined): string | undefined =>
  code === "answer_declined" ? ends.declined : ends[end];
