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
