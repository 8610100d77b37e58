export { PriceButton, PriceDialog } from "./dialog.tsx";
export { amountIn, usePriceText, useTypedText } from "./state.ts";
