export { PriceButton, PriceDialog } from "./dialog.tsx";
export { moneyText, sumText } from "./money.ts";
export { usePriceText, useTypedText } from "./state.ts";
export { TypedPriceDialog } from "./typed-price-dialog.tsx";
