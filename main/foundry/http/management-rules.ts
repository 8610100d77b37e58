import type { DiagnosisCode } from "../../../preload/contract/diagnosis.ts";
import { phrases } from "./phrases.ts";
import { plainCodes, plainWords } from "./plain-words.ts";
import type { SpecialMeaning } from "./special-meaning.ts";
import { meantInTraining, trainingDetails } from "./training-words.ts";

interface Rule {
  statuses: readonly number[];
  says?: RegExp;
  code: DiagnosisCode;
}

/**
 * First match wins. Codes of Azure Resource Manager ("Resolve common deployment errors"), of the resource provider
 * (Azure OpenAI troubleshooting), and what microsoft/azure-skills saw (deployment.md).
 */
const rules: readonly Rule[] = [
  {
    statuses: [400, 401, 403, 409],
    says: /RequestDisallowedByPolicy|disallowed by policy|ScopeLocked|is locked/i,
    code: "azure_forbids",
  },
  {
    statuses: [400, 403, 409, 429],
    says: /(?:maximum|limit|most|too many).{0,80}\bdeployments\b|deployments.{0,60}(?:limit|maximum)|deployment ?limit|quota \w{0,80}FineTunedDeployments/i,
    code: "deploy_limit_reached",
  },
  {
    statuses: [400, 403, 409, 429, 503],
    says: phrases`
      InsufficientCapacity
      InsufficientResources
      (?:insufficient|not enough|no|out of|lack of) (?:\w+ ){0,2}capacity
      capacity (?:\w+ ){0,3}(?:is|are) (?:not available|unavailable|exhausted)
      high demand
    `,
    code: "deploy_capacity_missing",
  },
  {
    statuses: [400, 403, 409, 429],
    says: phrases`
      InsufficientQuota
      quota
      capacity.{0,80}(?:available|exceed|larger|bigger|insufficient)
    `,
    code: "deploy_quota_missing",
  },
  {
    statuses: [403],
    says: /AuthorizationFailed|does not have (?:authorization|permission)|LinkedAuthorizationFailed|permission/i,
    code: "deploy_role_missing",
  },
  {
    statuses: [400, 403, 404, 409, 410, 422, 500],
    says: /Model\w{0,80}(?:Deprecated|Retired)|\bmodel\w*\b.{0,240}\b(?:deprecated|retired|retirement|end of life|no longer)\b/i,
    code: "deploy_model_retired",
  },
  { statuses: [400, 409], says: /\bin '?failed'? (?:provisioning )?state\b/i, code: "deployment_not_made" },
  { statuses: [400, 422], says: /\bsku\b|deployment type/i, code: "deploy_type_refused" },
  {
    statuses: [400, 404, 422],
    says: phrases`
      DeploymentModelNotSupported
      InvalidModel
      \bmodel\b.{0,240}(?:not (?:supported|found|exist|valid)|does not exist|doesn't exist|invalid)
      model format
    `,
    code: "deploy_model_refused",
  },
  { statuses: [409], code: "deploy_busy" },
];

/** What a refusal of Azure Resource Manager means for the deployments of a resource. */
export const managementMeaning: SpecialMeaning = (status, said, given, context) => {
  const words = `${plainWords(given)} ${plainCodes(`${said.code} ${said.kinds}`)}`;
  const isDeployment = /\/deployments\/[^/]+$/.test(context.path);
  // The wrong provider of a model gets an empty 500 (microsoft/azure-skills, deployment.md).
  if (status === 500 && context.method === "PUT" && said.message === "" && said.code === "")
    return { code: "deploy_format_wrong" };
  if (status < 500 && meantInTraining(words) === "tuned_model_blocked")
    return { code: "tuned_model_blocked", more: trainingDetails("tuned_model_blocked", said.message) };
  if (status === 429 && /TooManyRequests|Throttled|rate.?limit/i.test(words)) return null;
  const code = rules.find((rule) => rule.statuses.includes(status) && (rule.says?.test(words) ?? true))?.code;
  if (code !== undefined) return { code, more: detailsIn(said.message) };
  if (status !== 404) return null;
  if (isDeployment && context.method !== "PUT" && !isOfParent(words)) return { code: "deployment_not_found" };
  return /ResourceNotFound|ResourceGroupNotFound|SubscriptionNotFound|not found/i.test(words)
    ? { code: "azure_resource_gone" }
    : null;
};

/** Whether it is the resource, its group or its subscription that is not there. */
const isOfParent = (message: string): boolean =>
  /(?:ParentResource|ResourceGroup|Subscription)NotFound/i.test(message) ||
  /resource group\b.{0,120}could not be found|subscription\b.{0,120}(?:could not be found|not found)/i.test(
    message,
  ) ||
  /\baccounts\/[^/'" ]+['" ]/i.test(message);

function detailsIn(message: string): Record<string, string> {
  const [, action = ""] = /perform action '([^']{1,200})'/.exec(message) ?? [];
  const [, sku = ""] = /\bsku:?\s+(?:name:?\s*)?['"]?([A-Za-z]\w{2,40})\b/i.exec(message) ?? [];
  return {
    ...(action !== "" && { action }),
    ...(sku !== "" && !/^(?:of|is|not|name|for)$/i.test(sku) && { sku }),
  };
}
