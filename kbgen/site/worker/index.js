/* The search worker of a kbgen site: answers Material for MkDocs in its own protocol, in place of its lunr worker.
   Runs as a worker, and for file:// inside Material's iframe shim, which knows no modules. */
import { Ranking } from "./ranking.js";
import { parts, plain, results } from "./results.js";
import { jamo } from "./words.js";

const SETUP = 0;
const READY = 1;
const QUERY = 2;
const RESULT = 3;

const list = (terms) => (terms ? terms.split(" ") : []);

function section(doc) {
  const { shown, said } = parts(doc.text ?? "");
  const [title, queries, text] = doc.terms;
  return {
    location: doc.location,
    page: doc.location.split("#")[0],
    title: plain(doc.title ?? ""),
    text: shown,
    said,
    tags: doc.tags,
    ended: doc.ended,
    helped: doc.helped,
    terms: { title: list(title), queries: queries.split("|").map(list), text: list(text) },
  };
}

/** Make the search of Material's index. Returns a function from a query to Material's result. */
export function search({ config, docs }) {
  const { help } = config.kbgen;
  const sections = docs.map(section);
  const articles = new Map();
  for (const found of sections) if (!articles.has(found.page)) articles.set(found.page, found);
  const ranking = new Ranking(sections, config.kbgen);
  const words = sections.flatMap(({ terms }) => [terms.title, ...terms.queries, terms.text].flat());
  const context = { sections, articles, spellings: new Map(words.map((word) => [jamo(word), word])) };
  return (query) => {
    const { items, answered } = results(ranking.search(query), context);
    return { items, ...(help && !answered && { help }) };
  };
}

let answer = () => ({ items: [] });

/* As Material's worker does: a query that fails must not stop the search. */
function safely(query) {
  try {
    return answer(query);
  } catch (error) {
    console.warn(error);
    return { items: [] };
  }
}

/** Answer a message of Material's. */
export function handle({ type, data }) {
  if (type === SETUP) {
    answer = search(data);
    return { type: READY };
  }
  if (type === QUERY) return { type: RESULT, data: safely(data) };
  throw new TypeError("Invalid message type");
}

addEventListener("message", (event) => postMessage(handle(event.data)));
