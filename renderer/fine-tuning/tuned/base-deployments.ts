import type { Deployment } from "../../../preload/contract/deployments.ts";

/**
 * Deployments of a base model, as far as a list tells: `gpt-4.1-mini-2025-04-14` is a deployment's model `gpt-4.1-mini` in
 * version `2025-04-14`. One whose version is not told counts too, after the others.
 */
export function baseDeployments(deployments: readonly Deployment[], base: string): Deployment[] {
  const wanted = base.toLowerCase();
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
      return place === null || !deployment.chat.usable ? [] : [{ deployment, place }];
    })
    .sort((one, other) => one.place - other.place)
    .map(({ deployment }) => deployment);
}
