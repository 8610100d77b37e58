import type { Article } from "./article.ts";

/** How a tuned model comes about, from data to a deployment. Rules and limits: Foundry's pages on fine-tuning, October 2026. */
export const fineTuningArticle: Article = {
  id: "fine-tune-model",
  title: "Fine-tune a model",
  blocks: [
    {
      text: "Fine-tuning trains a copy of a model on your examples. It runs at Microsoft Foundry, in your resource, and Microsoft bills you for it. Assay prepares the job, sends it when you confirm, and follows it.",
    },
    {
      table: {
        caption: "Methods and the data they learn from",
        head: ["Method", "Learns from", "Good for"],
        rows: [
          ["Supervised", "Conversations with the answers you want", "A format, a tone, a narrow task"],
          ["Preference (DPO)", "A better and a worse answer to the same prompt", "Style and judgment"],
          ["Reinforcement", "Prompts, and a grader that scores answers", "Tasks with a checkable result"],
        ],
      },
    },
    {
      steps: [
        "In Datasets, import your examples, check them and fix what is found. Split off rows for validation and for testing.",
        "In Fine-tuning, choose New job: the resource, the method, the base model, the data and the training type.",
        "Read “Before you start”: whether you can deploy the result, what it costs, and when the model retires.",
        "Choose Start job. The job continues at the service while Assay is closed.",
        "When it has succeeded, try the checkpoints on held-out rows, then deploy the best one.",
        "Compare it blind with its base before you rely on it.",
      ],
    },
    {
      text: "A deployment of a tuned model is usually billed by the hour, whether it is used or not. Tuned deployments shows what each one costs and when it ends. With an API key you can train, but deploying needs a Microsoft sign-in; otherwise Assay lists the steps in the portal.",
    },
    { related: ["training_data_refused", "deploy_in_portal", "deploy_quota_missing", "roles"] },
  ],
};
