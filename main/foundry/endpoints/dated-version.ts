/** The last dated version of chat and embeddings without a preview (Azure OpenAI api-version lifecycle). */
export const datedVersion = "2024-10-21";
