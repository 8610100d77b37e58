/** Ids of Azure Machine Learning Services and of its user_impersonation (Foundry agent web app sample). */
const service = "18a66f5f-dbdf-4c17-9dd7-1634712a9cbe";
const permission = "1a7925b5-f871-417a-9b8b-303f9f29fa10";
/** The same of Azure Resource Manager, which lists what there is (Azure Service Management in Entra). */
const management = "797f4846-ba00-4fd7-ba43-dac1f8f63013";
const managementPermission = "41094075-9dad-400e-a0bd-54e686782033";

/** Registers the app and asks for its permission; `{tenant}` is not needed where the CLI is signed in. */
export const registrationScript = [
  'APP_ID=$(az ad app create --display-name "Assay" --sign-in-audience AzureADMyOrg \\',
  '  --public-client-redirect-uris "http://localhost" --query appId -o tsv)',
  `az ad app permission add --id "$APP_ID" --api ${service} --api-permissions ${permission}=Scope`,
  "# Not needed to use models: lists your resources, so that nobody has to paste an endpoint.",
  `az ad app permission add --id "$APP_ID" --api ${management} --api-permissions ${managementPermission}=Scope`,
  `az ad sp create --id "$APP_ID"`,
  'az ad app permission admin-consent --id "$APP_ID"',
  'echo "Client id: $APP_ID"',
  'echo "Directory id: $(az account show --query tenantId -o tsv)"',
].join("\n");
