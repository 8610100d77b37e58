import { codedText } from "../../../preload/strings/coded.ts";
import { tunedModels } from "../../../preload/strings/tuned-models.ts";

/** A deployment type as people know it; as Azure writes it where nobody here does. */
export const skuName = (sku: string): string => codedText(tunedModels.skus, sku.toLowerCase()) ?? sku;
