/** How names end that say that a secret follows: of headers, variables, fields and parts of a query. */
export const secretEnding =
  "(?:key|token|secret|password|passwd|pwd|credential|auth|authorization)(?:[-_]?\\d)?";

const whole = new RegExp(`^(?:code|sig|signature|[\\w.-]*${secretEnding})$`, "i");

/** Whether a query's name is one for what proves who asks (API Management, Azure Functions, shared access signatures). */
export const isSecretName = (name: string): boolean => whole.test(name);
