import { asObject, asText, type JsonObject, parseJson } from "../json.ts";

/** What an error's body says, whichever of the service's shapes it has. Empty where it says nothing. */
export interface ErrorBody {
  code: string;
  /** The codes beside `code` that say more: the type, and the inner error's code. */
  kinds: string;
  message: string;
  /** The request's parameter that was refused. */
  parameter: string;
  /** The content filter's categories that stopped a prompt, e.g. `jailbreak`. */
  categories: string[];
}

/**
 * Reads `{"error": {...}}`, the flat `{"statusCode", "message"}`, the numeric `{"code", "message"}` and text that is no
 * JSON. Bodies: Azure OpenAI and Foundry troubleshooting pages, and replies quoted in public issues.
 */
export function readErrorBody(body: string): ErrorBody {
  const whole = asObject(parseJson(body));
  const error = asObject(whole?.error) ?? whole ?? {};
  const inner = asObject(error.innererror ?? error.inner_error) ?? {};
  const message =
    asText(error.message) || asText(whole?.error) || asText(whole?.detail) || (whole ? "" : body.trim());
  return {
    code: word(error.code ?? error.statusCode),
    kinds: `${asText(error.type)} ${asText(inner.code)}`.trim(),
    message,
    parameter: asText(error.param) || parameterIn(message),
    categories: filtered(inner.content_filter_result ?? inner.content_filter_results),
  };
}

const word = (value: unknown) => (typeof value === "number" ? String(value) : asText(value));

/** `Unsupported parameter: 'NAME'`, `Unsupported value: 'NAME'`, `Validation error at #/NAME`. */
function parameterIn(message: string): string {
  const [, quoted, pointer] = /(?:parameter|value): '([^']+)'|at #\/([\w.]+)/.exec(message) ?? [];
  return quoted ?? pointer ?? "";
}

function filtered(results: unknown): string[] {
  const categories: JsonObject = asObject(results) ?? {};
  return Object.entries(categories)
    .filter(([, result]) => asObject(result)?.filtered === true)
    .map(([category]) => category.replaceAll("_", " "));
}
