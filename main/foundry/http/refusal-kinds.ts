import type { ErrorBody } from "./error-body.ts";

/** Whether a route is not there, by what Azure API Management and other fronts say of one, rather than what was asked for. */
export const isRouteAbsent = (status: number, { code, message, isPage }: ErrorBody): boolean => {
  if (status === 400) return /api.?version/i.test(`${code} ${message}`);
  if (status === 405) return true;
  const isBare =
    /^\W*(?:404\W+)?(?:(?:resource )?not found)?\W*$/i.test(message) && !/^not_?found$/i.test(code);
  return status === 404 && (isPage || isBare);
};

/** Whether it is only that too much was asked at once, which speaks of limits, too. */
export const isOfRate = (words: string): boolean =>
  /tooManyRequests|too many requests|rate.?limit|\bper (?:second|minute)\b/i.test(words);
