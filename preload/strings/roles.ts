/** What the roles of a chat's messages are called. */
export const roleWords = {
  system: "System",
  developer: "Developer",
  user: "User",
  assistant: "Assistant",
  tool: "Tool",
  function: "Function",
} as const;
