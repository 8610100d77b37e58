/** What a deployment's rate limit leaves, and after how many milliseconds it renews; null where the service does not say. */
export interface Headroom {
  remaining: { requests: number | null; tokens: number | null };
  reset: { requests: number | null; tokens: number | null };
}

/** What a reply's headers say of the rate limit (Azure OpenAI, "Manage quota": sent with every answer, some or all of them). */
export function headroomIn(headers: Headers): Headroom {
  const both = <Value>(read: (name: string) => Value) => ({
    requests: read("requests"),
    tokens: read("tokens"),
  });
  return {
    remaining: both((of) => countOf(headers.get(`x-ratelimit-remaining-${of}`))),
    reset: both((of) => durationOf(headers.get(`x-ratelimit-reset-${of}`))),
  };
}

const countOf = (text: string | null): number | null => (/^\d+$/.test(text ?? "") ? Number(text) : null);

const units = new Map([
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1000],
  ["ms", 1],
]);

/** Milliseconds of `60`, which are seconds (Azure, openai-python issue 937), or `6m0s` and `20ms` (OpenAI, "Rate limits in headers"). */
function durationOf(text: string | null): number | null {
  if (text === null) return null;
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  if (!/^(\d+(\.\d+)?(h|ms|m|s))+$/.test(text)) return null;
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(h|ms|m|s)/g)];
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * (units.get(unit ?? "") ?? 0), 0);
}
