/** Milliseconds between two news of the same thing: more than that nobody can see. */
const pause = 200;

/** Passes on the newest of what it is told, at once and then no more than five times a second; `keyOf` tells things apart. */
export function seldom<News>(
  tell: (news: News) => void,
  keyOf: (news: News) => string = () => "",
): (news: News) => void {
  const waiting = new Map<string, { news: News | null }>();
  const next = (key: string, news: News) => {
    tell(news);
    const entry: { news: News | null } = { news: null };
    waiting.set(key, entry);
    setTimeout(() => {
      waiting.delete(key);
      if (entry.news !== null) next(key, entry.news);
    }, pause).unref();
  };
  return (news) => {
    const entry = waiting.get(keyOf(news));
    if (entry) entry.news = news;
    else next(keyOf(news), news);
  };
}
