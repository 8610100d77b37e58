import type { Question } from "./question.ts";

/** Whether documents go along with any message of a question. */
export const asksForDocuments = ({ messages }: Question): boolean =>
  messages.some(({ attachments = [] }) => attachments.some(({ kind }) => kind === "document"));
