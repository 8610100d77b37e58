export { HelpPane } from "./help-pane.tsx";
export { HelpToggle } from "./toggle.tsx";
