/** What a field with a question is called in rows that are no chats, the likeliest first. */
export const questionFields = ["prompt", "question", "query", "input", "instruction", "text"];
