export {
  groupTitleOfRule,
  meaningOfRule,
  titleOfRule,
  wordsOfRule,
} from "../../../preload/strings/rule-titles.ts";
