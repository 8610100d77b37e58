/** Characters that one answer may have. More is no answer, and would make everything it stands in slow to open. */
export const answerLimit = 4_000_000;

/** Characters of one prompt or message. */
export const promptLimit = 1_048_576;

/** Prompts of one series. */
export const promptCountLimit = 10_000;

/** Characters of the text that the prompts of a series are read from. */
export const promptTextLimit = 50_000_000;

/** How often a question is asked again by itself after a rate limit. */
export const rateLimitTries = 10;

/** Columns of one comparison or series. */
export const columnLimit = 100;

/** Characters of the title of a conversation or a series. */
export const titleLimit = 200;

/** Characters of a connection's name. */
export const connectionNameLimit = 120;

/** Characters of a registered model's name. */
export const modelNameLimit = 120;

/** Characters of what the service calls a deployment or a model. */
export const deploymentNameLimit = 256;

/** Characters of a system prompt. */
export const systemPromptLimit = 100_000;

/** Characters of the notes about a registered model. */
export const notesLimit = 20_000;

/** Characters of what a person calls a kind of task. */
export const taskLimit = 80;

/** Characters of a file's name. */
export const fileNameLimit = 255;

/** Characters of an endpoint as it is typed or pasted. */
export const endpointLimit = 4000;

/** The largest price of a million tokens that is taken; more is a slip of the fingers. */
export const priceLimit = 1_000_000;

/** Bytes of a data file that is dropped into the window; larger ones are picked, and read as a stream. */
export const droppedDataLimit = 20 * 1024 * 1024;

/** Texts that the embeddings bench takes at once. */
export const benchTextLimit = 500;

/** Characters of all its texts together. */
export const benchCharacterLimit = 1_000_000;

/** The longest vector that can be asked for; no model that is known makes one. */
export const dimensionLimit = 65_536;
