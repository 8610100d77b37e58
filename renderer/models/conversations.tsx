import { strings } from "../../preload/strings/en.ts";
import { useConversations } from "../conversations/state.ts";
import { linkTo } from "../route.ts";

const words = strings.models.conversations;

/** The conversations that were last asked of a model, newest first. */
export function ModelConversations({ id }: { id: string }) {
  const summaries = useConversations(({ summaries }) => summaries) ?? [];
  const own = summaries.filter(({ modelId }) => modelId === id);
  return (
    <section>
      <h2>{words.title}</h2>
      {own.length === 0 && <p className="muted">{words.none}</p>}
      <ul>
        {own.map(({ id, title, updatedAt }) => (
          <li key={id}>
            <a className="item" href={linkTo("chat", id)}>
              <b className="clip" dir="auto">
                {title}
              </b>
              <small>{new Date(updatedAt).toLocaleDateString()}</small>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
