export { meaningOfRule, titleOfRule, wordsOfRule } from "../../../preload/strings/rule-titles.ts";
