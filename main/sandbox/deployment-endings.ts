/** How a deployment that was accepted ends as `Failed`, by what Azure says of it. */
export const endings = ["ends-without-capacity", "ends-retired", "ends-without-reason"] as const;
export type Ending = (typeof endings)[number];

/** What Azure says; null for nothing. The shape is Azure Resource Manager's, the words are no quotation. */
const reasons: Record<Ending, { code: string; message: string } | null> = {
  "ends-without-capacity": {
    code: "InsufficientCapacity",
    message: "There is not enough capacity for this model in the region at the moment. Try again later.",
  },
  "ends-retired": {
    code: "ServiceModelDeprecated",
    message: "The model of the deployment has been deprecated and can no longer be deployed.",
  },
  "ends-without-reason": null,
};

/** The end of an operation that has failed, as its own address and the activity log tell of it. */
export function failureOf(ending: Ending): object {
  const error = reasons[ending];
  const said = "The resource write operation failed to complete successfully.";
  return {
    status: "Failed",
    ...(error && { error: { code: "ResourceDeploymentFailure", message: said, details: [error] } }),
  };
}

/** Whether a fault is such an ending. */
export const isEnding = (fault: string | null): fault is Ending => endings.some((one) => one === fault);
