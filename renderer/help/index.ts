export { HelpPane, HelpToggle } from "./pane.tsx";
