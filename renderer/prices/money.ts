/** What several things come to, to the cent where it is one or more. */
export const sumText = (amount: number, currency: string): string =>
  moneyText(amount < 1 ? amount : Math.round(amount * 100) / 100, currency);

/** An amount in its currency, with as many digits as small ones need. */
export const moneyText = (amount: number, currency: string): string =>
  amount.toLocaleString(undefined, {
    style: "currency",
    currency,
    maximumFractionDigits: amount < 1 ? 6 : amount < 100 ? 4 : 2,
  });
