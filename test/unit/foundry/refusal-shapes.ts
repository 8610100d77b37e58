const asText = (code: string, message: string) => [code, message].filter((one) => one !== "").join(": ");

/** The error of a body, in the ways that services write one. */
export const shapes: Record<string, (code: string, message: string, param: string | null) => unknown> = {
  usual: (code, message, param) => ({ error: { code, message, param, type: "error" } }),
  "in another order": (code, message, param) => ({ error: { type: null, param, message, code } }),
  flat: (code, message, param) => ({ code, message, param }),
  "in capitals": (code, message, param) => ({ Error: { Code: code, Message: message, Target: param } }),
  "with another spelling of its code": (code, message, param) => ({
    error: { code: code.replace(/(?<=[a-z])[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), message, param },
  }),
  "with other marks": (code, message, param) => ({
    error: {
      code,
      message: message
        .replace(/ '([^']*)'/g, " « $1 »")
        .replace(/'/g, "’")
        .replace(/(?<=[a-z])-(?=[a-z])/gi, "‑"),
      param,
    },
  }),
  "inside of another": (code, message, param) => ({
    error: { code: "BadRequest", message: "The request failed.", inner_error: { code, message, param } },
  }),
  "as a detail": (code, message, param) => ({
    error: { code: "BadRequest", message: "", details: [{ code, message, target: param }] },
  }),
  "in a list": (code, message, param) => [{ error: { code, message, param } }],
  "with a text instead of an object": (code, message, param) =>
    param === null ? { error: asText(code, message) } : { error: asText(code, message), param },
  "in Python's notation within a text": (code, message, param) => ({
    error: {
      message: `Error code: 400 - {'error': {'code': ${JSON.stringify(code)}, 'message': ${JSON.stringify(message)}, 'param': ${param === null ? "None" : `'${param}'`}}}`,
    },
  }),
};
