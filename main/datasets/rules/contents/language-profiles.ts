/** Frequent short words that tell languages in Latin letters apart; a word may be of several. */
const lists: Record<string, string> = {
  en: "the a of and to in is that it for was on are with as be this have from or by not you what which but they we can how an at will your do",
  de: "der die das und ist nicht ein eine zu den von mit sich auf für dem im des es auch wie werden wird sie ich bei oder aus sind nach kann einen einer wir",
  fr: "le la les de des et est un une du que qui dans pour pas sur au avec ce il elle vous nous sont par plus ne se en cette comme je mais ou être",
  es: "el la los las de que y en un una es por con para del se no al lo como más su pero sus le ha este sí porque esta cuando muy sin sobre qué",
  it: "il lo la gli le di che e è un una per non con del della dei nel si da come sono anche più ma questo alla ha ci al cosa essere nella delle",
  pt: "o a os as de que e do da em um uma para com não por mais como dos das se na no ao é mas foi ele você isso são seu sua ou pelo",
  nl: "de het een en van ik te dat die in is niet op zijn met voor er aan maar om ook als dan nog bij wat naar wordt worden door je deze kan of",
  pl: "i w na z się nie do że to jest o jak po co tak za od przez przy dla czy lub są oraz może ale był która który jego być już tylko",
  sv: "och det att i en jag som är på av för med till den har de inte om ett men var sig så från eller kan när hur ska vi du alla också",
  da: "og det at i en jeg som er på af for med til den har de ikke om et men var sig så fra eller kan når hvordan skal vi du også hvad blev",
  no: "og det at i en jeg som er på av for med til den har de ikke om et men var seg så fra eller kan når hvordan skal vi du også hva ble",
  fi: "ja on ei se että hän oli mutta kun niin kuin ovat myös tai joka mitä jos vain ole sen voi tämä minä sinä olen ovatko mikä siitä kanssa",
  tr: "ve bir bu da de için ile ne çok o gibi daha olarak var mi mı olan ama en kadar sonra ben sen değil nasıl her veya ise şey olduğu",
  cs: "a se na je v že to s z do o i ve jako za si by jsem po ale který jsou aby když nebo pro tak jak není byl která které jeho může",
  ro: "și de în la a cu nu o un pe care să din este că mai pentru sau ce au fost am fi sunt prin ca dar această acest iar cum între după",
  hu: "a az és hogy nem is egy van volt meg de csak ez mint már ha vagy el még ki mi azt lehet kell amely szerint minden ezt azért nagyon",
  id: "yang dan di itu dengan untuk tidak ini dari dalam akan pada juga saya ke karena ada oleh atau sebagai bisa adalah kami mereka anda telah lebih apa",
  vi: "và của là có không cho trong được với một các này người những để khi đã từ như về tôi bạn nhưng vào ra nếu đến hay nhiều rất",
};

/** The languages that are told apart by words. */
export const wordLanguages: readonly string[] = Object.keys(lists);

/** The languages that each of the words is of, by their numbers. */
export const languagesByWord: ReadonlyMap<string, readonly number[]> = (() => {
  const byWord = new Map<string, number[]>();
  for (const [language, name] of wordLanguages.entries()) {
    for (const word of lists[name]?.split(" ") ?? [])
      byWord.set(word, [...(byWord.get(word) ?? []), language]);
  }
  return byWord;
})();
