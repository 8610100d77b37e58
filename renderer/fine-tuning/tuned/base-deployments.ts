import { answersText } from "../../../preload/answers-text.ts";
import type { Deployment } from "../../../preload/contract/deployments.ts";

/** A tuned model that was tuned on stands before what it was tuned from first. */
const basesOf = (base: string): string[] => [...new Set([base, base.replace(/\.ft-.*$/i, "")])];

/**
 * Deployments of a base model, as far as a list tells: `gpt-4.1-mini-2025-04-14` is a deployment's model `gpt-4.1-mini` in
 * version `2025-04-14`. One whose version is not told counts too, after the others.
 */
export const baseDeployments = (deployments: readonly Deployment[], base: string): Deployment[] =>
  basesOf(base).flatMap((one) => deploymentsOf(deployments, one));

function deploymentsOf(deployments: readonly Deployment[], model: string): Deployment[] {
  const wanted = model.toLowerCase();
  const rank = ({ model, version }: Deployment) => {
    const name = model?.toLowerCase();
    if (name === undefined) return null;
    if (name === wanted || `${name}-${version?.toLowerCase()}` === wanted) return 0;
    return version === null && wanted.startsWith(`${name}-`) && /^-\d/.test(wanted.slice(name.length))
      ? 1
      : null;
  };
  return deployments
    .flatMap((deployment) => {
      const place = rank(deployment);
      return place === null || !answersText(deployment) ? [] : [{ deployment, place }];
    })
    .sort((one, other) => one.place - other.place)
    .map(({ deployment }) => deployment);
}
