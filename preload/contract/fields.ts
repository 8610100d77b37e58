import { z } from "zod";
import { deploymentNameLimit, promptLimit, systemPromptLimit, titleLimit } from "../limits.ts";

/** What this app names its own things by: connections, conversations, models, runs and the like. */
export const id = z.string().min(1).max(64);

/** The id of an account that has signed in. */
export const accountId = z.string().min(1).max(200);

/** The id or the name of an app registration or a directory (tenant) of Microsoft Entra. */
export const guidOrName = z.string().regex(/^[A-Za-z0-9.-]{1,100}$/);

/** What the service calls a deployment. */
export const deploymentName = z.string().min(1).max(deploymentNameLimit);

/** A text without NUL: SQLite would end it there. */
export const keptText = z.string().overwrite((text) => text.replaceAll("\0", ""));

/** What a conversation, a series or a column begins with. */
export const systemPrompt = keptText.max(systemPromptLimit);

/** What is asked, or a message. */
export const promptText = keptText.max(promptLimit);

/** The title of a conversation or a series. */
export const title = keptText.trim().min(1).max(titleLimit);

/** By ISO 4217, e.g. `EUR`. */
export const currency = z.string().regex(/^[A-Z]{3}$/);
