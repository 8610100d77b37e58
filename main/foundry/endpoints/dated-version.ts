/** The last dated version of chat and embeddings without a preview (Azure OpenAI api-version lifecycle). */
export const datedVersion = "2024-10-21";

/** Whether a question carries the connection's api-version: the dated routes of other APIs begin later than one of chat may be. */
export const hasDatedVersion = (dialect: string | null | undefined, route: string | null): boolean =>
  dialect === "chat" && route === "dated";
