export { codedText } from "../../preload/strings/coded.ts";
