/** What stands beside a message, and what the end of the app cut, are found without reading the rest. */
export const longConversations = `
create index messages_by_place on messages (conversation_id, parent_id, created_at);
create index messages_unfinished on messages (id) where role = 'assistant' and ended is null;
`;
