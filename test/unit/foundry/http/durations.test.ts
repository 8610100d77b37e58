import { expect, it } from "vitest";
import { durationIn } from "../../../../main/foundry/http/durations.ts";

const seconds = 1000;
const minutes = 60 * seconds;
const hours = 60 * minutes;

it.each([
  [
    "Out of call volume quota. Quota will be replenished in 02:03:11.",
    2 * hours + 3 * minutes + 11 * seconds,
  ],
  [
    "Out of call volume quota. Quota will be replenished in 1.02:03:11.",
    26 * hours + 3 * minutes + 11 * seconds,
  ],
  ["Out of bandwidth quota. Quota will be replenished in 20.00:00:59.", 480 * hours + 59 * seconds],
  ["Rate limit is exceeded. Try again in 12 seconds.", 12 * seconds],
  ["Please retry after 45 seconds. Please go here: https://aka.ms/oai/quotaincrease", 45 * seconds],
  ["Please retry after 86,400 seconds.", 24 * hours],
  ["Limit 200000, Used 190000. Please try again in 6m0s. Visit us.", 6 * minutes],
  ["Please try again in 320ms.", 320],
  ["try again in 1m30.5s", 90_500],
  ["Please try again in 1 hour and 5 minutes.", hours + 5 * minutes],
  ["Try again in 2 minutes, 3 seconds", 2 * minutes + 3 * seconds],
  ["Retry your request after 3 mins", 3 * minutes],
  ["You have to wait at least 2 days", 48 * hours],
  ["retry after 30", 30 * seconds],
  ["Retry-After: 30", 30 * seconds],
  ["retry_after=30", 30 * seconds],
  ['{"retry_after": 30}', 30 * seconds],
  ["retry_after_seconds: 30", 30 * seconds],
  ["Retry after (seconds): 30", 30 * seconds],
  ["Please retry in 53.418s.", 53_418],
  ["Please wait 5631 seconds before retrying.", 5631 * seconds],
  ["Try again at 10:01:30 UTC", null],
  ["Your limit will reset at 10:01:30", null],
  ["Please try again later.", null],
  ["try again in a few seconds", null],
  ["Retry. Limit: 60 requests per 1 minute", null],
  ["The limit is 60 requests per 1 minute.", null],
  ["retry after 3 of the others", null],
  ["Retry after 99999999 seconds", null],
])("%j asks for %s ms", (message, milliseconds) => {
  expect(durationIn(message)).toBe(milliseconds);
});
