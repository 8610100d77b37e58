/** The services of a cloud that tokens are asked for. */
export interface Cloud {
  /** The audience of Foundry's projects and resources. */
  foundry: string;
  /** Azure Resource Manager: its address, and its audience. */
  management: string;
}

/** The cloud that a sign-in host belongs to (msal-common's authority metadata; Foundry in Azure Government). */
export function cloudOf(loginHost: string): Cloud {
  if (loginHost.endsWith(".us"))
    return { foundry: "https://ai.azure.us", management: "https://management.usgovcloudapi.net" };
  if (loginHost.endsWith(".cn"))
    return { foundry: "https://ai.azure.cn", management: "https://management.chinacloudapi.cn" };
  return { foundry: "https://ai.azure.com", management: "https://management.azure.com" };
}
