export { PriceButton, PriceDialog } from "./dialog.tsx";
export { moneyText, sumText } from "./money.ts";
export { usePriceText, useTypedPrice, useTypedText } from "./state.ts";
export { TypedPriceDialog } from "./typed-price-dialog.tsx";
