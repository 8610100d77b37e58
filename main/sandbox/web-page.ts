/** The one page that the sandbox finds, whatever it is asked to look for. */
export const foundPage = {
  title: "Microsoft Foundry documentation",
  url: "https://learn.microsoft.com/azure/ai-foundry/",
};
