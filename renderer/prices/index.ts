export { PriceButton, PriceDialog } from "./dialog.tsx";
export { usePriceText, useTypedText } from "./state.ts";
