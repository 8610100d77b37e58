import type { Article } from "../../preload/strings/article.ts";
import { guides } from "../../preload/strings/help-articles.ts";
import { diagnosisArticles } from "../../preload/strings/help-diagnoses.ts";

/** Every article, guides first. */
export const articles: readonly Article[] = [...guides, ...diagnosisArticles];

/** The article of an id; undefined when there is none. */
export const articleOf = (id: string): Article | undefined => articles.find((one) => one.id === id);
