import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import type { Discovery, FoundResource } from "../../preload/contract/discovery.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";

const words = strings.discovery;

/** A resource that was found, with the endpoints that can be connected. */
export interface Found {
  resource: FoundResource;
  tenantId: string;
  /** Directory and subscription, as people read them. */
  where: string;
  /** What is deployed, and whether keys are off. */
  facts: string;
  places: { name: string; label: string; endpoint: string }[];
}

/** Every resource that was found, those of one subscription together. */
export function choicesIn({ tenants }: Discovery): Found[] {
  return tenants.flatMap((tenant) =>
    tenant.subscriptions.flatMap((subscription) =>
      subscription.resources.map((resource) => ({
        resource,
        tenantId: tenant.id,
        where: [
          tenants.length > 1 ? (tenant.name ?? tenant.id) : null,
          subscription.name ?? subscription.id,
          resource.region,
        ]
          .filter(Boolean)
          .join(", "),
        facts: factsOf(resource),
        places: placesOf(resource),
      })),
    ),
  );
}

/** The directories, subscriptions and resources that could not be read, and why. */
export function gapsIn({ tenants }: Discovery): { id: string; name: string; diagnosis: Diagnosis }[] {
  const all = tenants.flatMap((tenant) => [
    tenant,
    ...tenant.subscriptions.flatMap((one) => [one, ...one.resources]),
  ]);
  return all.flatMap(({ id, name, diagnosis }) => (diagnosis ? [{ id, name: name ?? id, diagnosis }] : []));
}

/** Those whose names hold every word of a text. */
export function matching(choices: Found[], text: string): Found[] {
  const asked = text.toLowerCase().split(/\s+/).filter(Boolean);
  return choices.filter(({ resource, where, places }) => {
    const names = [resource.name, where, ...places.map(({ name }) => name)].join(" ").toLowerCase();
    return asked.every((word) => names.includes(word));
  });
}

function factsOf({ deployments, keysDisabled }: FoundResource): string {
  return [deployments && deployed(deployments), keysDisabled && words.noKeys].filter(Boolean).join(", ");
}

function deployed(deployments: NonNullable<FoundResource["deployments"]>): string {
  const waiting = deployments.filter(({ status }) => status !== "succeeded").length;
  const counts = [counted(words.deployments, deployments.length)];
  if (deployments.length === 0) return words.deployments.none;
  return waiting === 0 ? counts.join() : [...counts, counted(words.notReady, waiting)].join(", ");
}

const counted = ({ one, many }: { one: string; many: string }, count: number) =>
  count === 1 ? one : fill(many, { count });

/** Its projects, or where there is none the resource itself. */
function placesOf({ name, projects, endpoint, diagnosis }: FoundResource): Found["places"] {
  if (projects?.length) {
    return projects.map((project) => ({
      name: `${name} / ${project.name}`,
      label: project.isDefault ? `${project.name} (${words.defaultProject})` : project.name,
      endpoint: project.endpoint,
    }));
  }
  return endpoint === null || (projects === null && !diagnosis)
    ? []
    : [{ name, label: words.wholeResource, endpoint }];
}
