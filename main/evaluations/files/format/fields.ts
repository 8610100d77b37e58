import { z } from "zod";
import { currency, keptText } from "../../../../preload/contract/fields.ts";
import { answerLimit } from "../../../../preload/limits.ts";

/** What something is called. */
export const name = keptText.max(256);

/** What a model or a person wrote. */
export const text = keptText.max(answerLimit);

/** Whole and not below zero. */
export const count = z.int().min(0);

/** Milliseconds. */
export const duration = z.number().min(0);

/** Milliseconds since the epoch, as far as a date can hold them (ECMAScript, time values). */
export const moment = z.int().min(0).max(8_640_000_000_000_000);

/** SHA-256 in small hexadecimal digits. */
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** An amount in a currency. */
export const cost = z.strictObject({
  amount: z.number().min(0),
  currency,
  isTyped: z.literal(true).exactOptional(),
});

/** A number with its interval. */
export const estimate = z.strictObject({
  value: z.number(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});
